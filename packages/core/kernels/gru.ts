import { sigmoid4, tanh4 } from "./math";
import { madd } from "./simd";

// One time step of a gated recurrent unit, element by element; the matrix products come before and after. A row of
// gates holds r, z, c and the state's part of c before r, [4, units].

@unmanaged
class GruJob {
  /** [rows, 3 · units]: the inputs' parts of r, z, c */
  inputs: usize;
  /** [rows, 3 · units]: the states' parts */
  hidden: usize;
  /** [rows, units], or 0 for zeros */
  previous: usize;
  /** [rows, units] */
  out: usize;
  /** [rows, 4 · units] */
  gates: usize;
  rows: i32;
  /** A multiple of 4. */
  units: i32;
  rowsPerChunk: i32;
}

/** r = σ(x + h), z = σ(x + h), c = tanh(x + r · h), state = (1 − z) · c + z · previous. */
export function gruRows(job: usize, chunk: i32): void {
  const j = changetype<GruJob>(job);
  const units = <usize>j.units << 2;
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const x = j.inputs + <usize>row * 3 * units;
    const h = j.hidden + <usize>row * 3 * units;
    const gates = j.gates + <usize>row * 4 * units;
    const previous = j.previous ? j.previous + <usize>row * units : 0;
    const out = j.out + <usize>row * units;
    for (let at: usize = 0; at < units; at += 16) {
      const r = sigmoid4(f32x4.add(v128.load(x + at), v128.load(h + at)));
      const z = sigmoid4(f32x4.add(v128.load(x + units + at), v128.load(h + units + at)));
      const part = v128.load(h + 2 * units + at);
      const c = tanh4(madd(r, part, v128.load(x + 2 * units + at)));
      const old = previous ? v128.load(previous + at) : f32x4.splat(0);
      v128.store(out + at, madd(z, f32x4.sub(old, c), c));
      v128.store(gates + at, r);
      v128.store(gates + units + at, z);
      v128.store(gates + 2 * units + at, c);
      v128.store(gates + 3 * units + at, part);
    }
  }
}

@unmanaged
class GruGradientJob {
  gates: usize;
  /** [rows, units], or 0 for zeros */
  previous: usize;
  /** [rows, units]: of the state, from what reads it now */
  dy: usize;
  /** [later, units]: of the state, from the next time step, which the first `later` rows have */
  dNext: usize;
  /** [rows, 3 · units] */
  dInputs: usize;
  /** [rows, 3 · units] */
  dHidden: usize;
  /** [rows, units]: what flows to the previous state directly */
  dPrevious: usize;
  rows: i32;
  later: i32;
  units: i32;
  rowsPerChunk: i32;
}

export function gruGradientRows(job: usize, chunk: i32): void {
  const j = changetype<GruGradientJob>(job);
  const units = <usize>j.units << 2;
  const one = f32x4.splat(1);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const gates = j.gates + <usize>row * 4 * units;
    const previous = j.previous ? j.previous + <usize>row * units : 0;
    const dInputs = j.dInputs + <usize>row * 3 * units;
    const dHidden = j.dHidden + <usize>row * 3 * units;
    for (let at: usize = 0; at < units; at += 16) {
      const offset = <usize>row * units + at;
      let d = v128.load(j.dy + offset);
      if (row < j.later) d = f32x4.add(d, v128.load(j.dNext + offset));
      const r = v128.load(gates + at);
      const z = v128.load(gates + units + at);
      const c = v128.load(gates + 2 * units + at);
      const part = v128.load(gates + 3 * units + at);
      const old = previous ? v128.load(previous + at) : f32x4.splat(0);
      const dc = f32x4.mul(f32x4.mul(d, f32x4.sub(one, z)), f32x4.sub(one, f32x4.mul(c, c)));
      const dz = f32x4.mul(f32x4.mul(d, f32x4.sub(old, c)), f32x4.mul(z, f32x4.sub(one, z)));
      const dr = f32x4.mul(f32x4.mul(dc, part), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(dInputs + at, dr);
      v128.store(dInputs + units + at, dz);
      v128.store(dInputs + 2 * units + at, dc);
      v128.store(dHidden + at, dr);
      v128.store(dHidden + units + at, dz);
      v128.store(dHidden + 2 * units + at, f32x4.mul(dc, r));
      v128.store(j.dPrevious + offset, f32x4.mul(d, z));
    }
  }
}
