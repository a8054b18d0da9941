import { GOLDEN } from "./random";

@unmanaged
class DropJob {
  x: usize;
  out: usize;
  length: i32;
  chunkLength: i32;
  seed: u32;
  /** Draws below it drop their element. */
  threshold: u32;
  /** What the others are multiplied by. */
  scale: f32;
}

/** `mix` of kernels/random.ts, of four values. */
// @ts-ignore: decorator
@inline
function mix4(value: v128): v128 {
  let t = v128.xor(value, i32x4.shr_u(value, 16));
  t = i32x4.mul(t, i32x4.splat(0x21f0aaad));
  t = v128.xor(t, i32x4.shr_u(t, 15));
  t = i32x4.mul(t, i32x4.splat(0x735a2d97));
  return v128.xor(t, i32x4.shr_u(t, 15));
}

/** Zero or scale · x, by a draw that depends on the seed and the place alone. */
export function dropElements(job: usize, chunk: i32): void {
  const j = changetype<DropJob>(job);
  const start = <u32>chunk * <u32>j.chunkLength;
  const end = min<u32>(start + j.chunkLength, j.length);
  const threshold = i32x4.splat(j.threshold);
  const scale = f32x4.splat(j.scale);
  const step = i32x4.splat(<i32>(GOLDEN * 4));
  let state = i32x4.add(
    i32x4.splat(<i32>(j.seed + start * GOLDEN)),
    i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(<i32>GOLDEN)),
  );
  // Chunks are multiples of 16 long and blocks of memory of 64 bytes: the last vector may reach past the end.
  for (let i = start; i < end; i += 4, state = i32x4.add(state, step)) {
    const at = <usize>i << 2;
    const isKept = i32x4.ge_u(mix4(state), threshold);
    v128.store(j.out + at, v128.and(f32x4.mul(v128.load(j.x + at), scale), isKept));
  }
}
