import { exp4 } from "./math";
import { sum } from "./simd";

@unmanaged
class ReduceJob {
  x: usize;
  out: usize;
  /** x is [outer, reduced, inner], out is [outer, inner]. */
  outer: i32;
  reduced: i32;
  inner: i32;
  /** 0: sum; 1: largest. */
  operation: i32;
  /** Rows of the output a chunk; for one row alone, columns. */
  chunkSize: i32;
  /** What the sum is multiplied by: 1, or one in `reduced` for a mean. */
  scale: f32;
}

// @ts-ignore: decorator
@inline
function combine(isSum: bool, a: v128, b: v128): v128 {
  return isSum ? f32x4.add(a, b) : f32x4.max(a, b);
}

// @ts-ignore: decorator
@inline
export function reduceRow(x: usize, length: i32, isSum: bool): f32 {
  const neutral: f32 = isSum ? 0 : -f32.MAX_VALUE * 2;
  let a = f32x4.splat(neutral), b = a, c = a, d = a;
  let i = 0;
  for (; i + 16 <= length; i += 16, x += 64) {
    a = combine(isSum, a, v128.load(x));
    b = combine(isSum, b, v128.load(x, 16));
    c = combine(isSum, c, v128.load(x, 32));
    d = combine(isSum, d, v128.load(x, 48));
  }
  a = combine(isSum, combine(isSum, a, b), combine(isSum, c, d));
  for (; i + 4 <= length; i += 4, x += 16) a = combine(isSum, a, v128.load(x));
  let result = isSum
    ? sum(a)
    : max(
        max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1)),
        max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3)),
      );
  for (; i < length; i++, x += 4) result = isSum ? result + load<f32>(x) : max(result, load<f32>(x));
  return result;
}

/** Columns [start, end) of one [reduced, inner] block. */
// @ts-ignore: decorator
@inline
function reduceColumns(x: usize, out: usize, reduced: i32, inner: i32, start: i32, end: i32, isSum: bool, scale: f32): void {
  const neutral: f32 = isSum ? 0 : -f32.MAX_VALUE * 2;
  const line = <usize>inner << 2;
  let column = start;
  for (; column + 8 <= end; column += 8) {
    let a = f32x4.splat(neutral), b = a;
    let at = x + (<usize>column << 2);
    for (let r = 0; r < reduced; r++, at += line) {
      a = combine(isSum, a, v128.load(at));
      b = combine(isSum, b, v128.load(at, 16));
    }
    const to = out + (<usize>column << 2);
    v128.store(to, f32x4.mul(a, f32x4.splat(scale)));
    v128.store(to, f32x4.mul(b, f32x4.splat(scale)), 16);
  }
  for (; column < end; column++) {
    let total = neutral;
    let at = x + (<usize>column << 2);
    for (let r = 0; r < reduced; r++, at += line) total = isSum ? total + load<f32>(at) : max(total, load<f32>(at));
    store<f32>(out + (<usize>column << 2), total * scale);
  }
}

// @ts-ignore: decorator
@inline
function reduceChunk(job: usize, chunk: i32, isSum: bool): void {
  const j = changetype<ReduceJob>(job);
  const start = chunk * j.chunkSize;
  if (j.inner == 1) {
    const end = min(start + j.chunkSize, j.outer);
    for (let row = start; row < end; row++) {
      const total = reduceRow(j.x + ((<usize>row * j.reduced) << 2), j.reduced, isSum);
      store<f32>(j.out + (<usize>row << 2), total * j.scale);
    }
  } else if (j.outer == 1) {
    reduceColumns(j.x, j.out, j.reduced, j.inner, start, min(start + j.chunkSize, j.inner), isSum, j.scale);
  } else {
    const end = min(start + j.chunkSize, j.outer);
    for (let row = start; row < end; row++) {
      const x = j.x + ((<usize>row * j.reduced * j.inner) << 2);
      reduceColumns(x, j.out + ((<usize>row * j.inner) << 2), j.reduced, j.inner, 0, j.inner, isSum, j.scale);
    }
  }
}

/** Sums or maxima over the middle axis. */
export function reduce(job: usize, chunk: i32): void {
  if (changetype<ReduceJob>(job).operation == 0) reduceChunk(job, chunk, true);
  else reduceChunk(job, chunk, false);
}

@unmanaged
class SoftmaxJob {
  x: usize;
  out: usize;
  rows: i32;
  length: i32;
  rowsPerChunk: i32;
}

/** e^(x − largest) over its sum, row by row. */
export function softmaxRows(job: usize, chunk: i32): void {
  const j = changetype<SoftmaxJob>(job);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const x = j.x + ((<usize>row * j.length) << 2);
    const out = j.out + ((<usize>row * j.length) << 2);
    const largest = f32x4.splat(reduceRow(x, j.length, false));
    let total = f32x4.splat(0);
    let i = 0;
    for (; i + 4 <= j.length; i += 4) {
      const e = exp4(f32x4.sub(v128.load(x + (<usize>i << 2)), largest));
      v128.store(out + (<usize>i << 2), e);
      total = f32x4.add(total, e);
    }
    let scalar = sum(total);
    for (; i < j.length; i++) {
      const e = exp4(f32x4.sub(v128.load32_splat(x + (<usize>i << 2)), largest));
      v128.store32_lane(out + (<usize>i << 2), e, 0);
      scalar += f32x4.extract_lane(e, 0);
    }
    const scale = f32x4.splat(1 / scalar);
    for (i = 0; i + 4 <= j.length; i += 4) {
      const at = out + (<usize>i << 2);
      v128.store(at, f32x4.mul(v128.load(at), scale));
    }
    for (; i < j.length; i++) {
      const at = out + (<usize>i << 2);
      store<f32>(at, load<f32>(at) * f32x4.extract_lane(scale, 0));
    }
  }
}
