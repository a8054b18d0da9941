import { exp4, log4 } from "./math";
import { madd, sum } from "./simd";

// The cross-entropy of a softmax over one item that was chosen and many that were not, with its gradients.

/** Exponents below it are 0: what a negative gets that is left out. */
const leftOut: f32 = -1e30;

@unmanaged
class SoftmaxLossJob {
  /** [rows, count]: scores of the negatives; become the gradients */
  logits: usize;
  /** [count] added to the scores */
  shifts: usize;
  /** [rows, dim] */
  states: usize;
  /** [rows, dim] vectors of what was chosen */
  targets: usize;
  /** [rows] and [count]: a negative that is the row's own target is left out */
  targetIndex: usize;
  negativeIndex: usize;
  /** [rows] */
  losses: usize;
  /** [rows, dim] */
  targetGradients: usize;
  /** [rows]: gradients of the scores of what was chosen */
  factors: usize;
  rows: i32;
  count: i32;
  dim: i32;
  rowsPerChunk: i32;
  /** What losses' gradients are multiplied by. */
  scale: f32;
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, dim: i32): f32 {
  let total = f32x4.splat(0);
  let c = 0;
  for (; c + 4 <= dim; c += 4) total = madd(v128.load(a + (<usize>c << 2)), v128.load(b + (<usize>c << 2)), total);
  let result = sum(total);
  for (; c < dim; c++) result += load<f32>(a + (<usize>c << 2)) * load<f32>(b + (<usize>c << 2));
  return result;
}

// @ts-ignore: decorator
@inline
function first(v: v128): f32 {
  return f32x4.extract_lane(v, 0);
}

// @ts-ignore: decorator
@inline
function largestOf(v: v128): f32 {
  return max(
    max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)),
  );
}

export function softmaxLossRows(job: usize, chunk: i32): void {
  const j = changetype<SoftmaxLossJob>(job);
  const count = j.count;
  const dim = j.dim;
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const logits = j.logits + ((<usize>row * count) << 2);
    const vector = (<usize>row * dim) << 2;
    const target = load<i32>(j.targetIndex + (<usize>row << 2));
    const own = i32x4.splat(target);
    const out = f32x4.splat(leftOut);
    const positive = dot(j.states + vector, j.targets + vector, dim);
    let top = f32x4.splat(leftOut);
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      const at = <usize>i << 2;
      const isOwn = i32x4.eq(v128.load(j.negativeIndex + at), own);
      const shifted = f32x4.add(v128.load(logits + at), v128.load(j.shifts + at));
      const value = v128.bitselect(out, shifted, isOwn);
      v128.store(logits + at, value);
      top = f32x4.pmax(top, value);
    }
    let largest = max(positive, largestOf(top));
    for (; i < count; i++) {
      const at = <usize>i << 2;
      const isOwn = load<i32>(j.negativeIndex + at) == target;
      const value = isOwn ? leftOut : load<f32>(logits + at) + load<f32>(j.shifts + at);
      store<f32>(logits + at, value);
      largest = max(largest, value);
    }
    const ceiling = f32x4.splat(largest);
    let sums = f32x4.splat(0);
    for (i = 0; i + 4 <= count; i += 4) {
      const at = <usize>i << 2;
      const e = exp4(f32x4.sub(v128.load(logits + at), ceiling));
      v128.store(logits + at, e);
      sums = f32x4.add(sums, e);
    }
    let total = sum(sums);
    for (; i < count; i++) {
      const at = <usize>i << 2;
      const e = first(exp4(f32x4.splat(load<f32>(logits + at) - largest)));
      store<f32>(logits + at, e);
      total += e;
    }
    const chosen = first(exp4(f32x4.splat(positive - largest)));
    total += chosen;
    store<f32>(j.losses + (<usize>row << 2), first(log4(f32x4.splat(total))) + largest - positive);
    const scale = f32x4.splat(j.scale / total);
    for (i = 0; i + 4 <= count; i += 4) {
      const at = logits + (<usize>i << 2);
      v128.store(at, f32x4.mul(v128.load(at), scale));
    }
    for (; i < count; i++) {
      const at = logits + (<usize>i << 2);
      store<f32>(at, load<f32>(at) * first(scale));
    }
    const factor = (chosen / total - 1) * j.scale;
    store<f32>(j.factors + (<usize>row << 2), factor);
    scaleRow(j.targetGradients + vector, j.states + vector, dim, factor);
  }
}

// @ts-ignore: decorator
@inline
function scaleRow(out: usize, x: usize, dim: i32, factor: f32): void {
  let c = 0;
  for (; c + 4 <= dim; c += 4) {
    const at = <usize>c << 2;
    v128.store(out + at, f32x4.mul(v128.load(x + at), f32x4.splat(factor)));
  }
  for (; c < dim; c++) store<f32>(out + (<usize>c << 2), load<f32>(x + (<usize>c << 2)) * factor);
}

@unmanaged
class AddRowsJob {
  out: usize;
  x: usize;
  /** [rows], or 0 for ones */
  factors: usize;
  rows: i32;
  dim: i32;
  rowsPerChunk: i32;
}

/** out[row] += factor of the row · x[row]. */
export function addRows(job: usize, chunk: i32): void {
  const j = changetype<AddRowsJob>(job);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const factor: f32 = j.factors ? load<f32>(j.factors + (<usize>row << 2)) : 1;
    const offset = (<usize>row * j.dim) << 2;
    const out = j.out + offset;
    const x = j.x + offset;
    let c = 0;
    for (; c + 4 <= j.dim; c += 4) {
      const at = <usize>c << 2;
      v128.store(out + at, madd(f32x4.splat(factor), v128.load(x + at), v128.load(out + at)));
    }
    for (; c < j.dim; c++) {
      const at = <usize>c << 2;
      store<f32>(out + at, load<f32>(out + at) + factor * load<f32>(x + at));
    }
  }
}
