import { madd } from "./simd";

// One step of an optimizer on rows of a table, or on all of a dense array. The gradients of a row that a batch reads more
// than once are summed in the batch's order first.

/** The numbers of src/embedding/optimizers.ts. */
const sgd: i32 = 0;
const adagrad: i32 = 1;
const adam: i32 = 2;

/**
 * Groups a batch's positions by row.
 *
 * @param slotOf [numRows] of −1; left so
 * @param rows [batch]: gets the distinct rows, in the order first met
 * @param starts [batch + 1]: gets where the entries of each distinct row begin
 * @param entries [batch]: gets the positions in the batch, row by row, ascending
 * @returns the number of distinct rows
 */
export function groupByRow(rowIndex: usize, batch: i32, slotOf: usize, rows: usize, starts: usize, entries: usize): i32 {
  let distinct = 0;
  for (let i = 0; i < batch; i++) {
    const row = load<i32>(rowIndex + (<usize>i << 2));
    const at = slotOf + (<usize>row << 2);
    let slot = load<i32>(at);
    if (slot < 0) {
      slot = distinct++;
      store<i32>(at, slot);
      store<i32>(rows + (<usize>slot << 2), row);
      store<i32>(starts + (<usize>slot << 2), 0);
    }
    const count = starts + (<usize>slot << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
  // Counts become ends, and filling from the back turns ends into starts.
  let end = 0;
  for (let slot = 0; slot < distinct; slot++) {
    const at = starts + (<usize>slot << 2);
    end += load<i32>(at);
    store<i32>(at, end);
  }
  store<i32>(starts + (<usize>distinct << 2), end);
  for (let i = batch - 1; i >= 0; i--) {
    const row = load<i32>(rowIndex + (<usize>i << 2));
    const at = starts + (<usize>load<i32>(slotOf + (<usize>row << 2)) << 2);
    const place = load<i32>(at) - 1;
    store<i32>(at, place);
    store<i32>(entries + (<usize>place << 2), i);
  }
  for (let slot = 0; slot < distinct; slot++) {
    store<i32>(slotOf + (<usize>load<i32>(rows + (<usize>slot << 2)) << 2), -1);
  }
  return distinct;
}

/** Stores the first n of four floats. */
// @ts-ignore: decorator
@inline
function storeSome(at: usize, v: v128, n: i32): void {
  if (n >= 4) {
    v128.store(at, v);
    return;
  }
  v128.store32_lane(at, v, 0);
  if (n > 1) v128.store32_lane(at, v, 1, 4);
  if (n > 2) v128.store32_lane(at, v, 2, 8);
}

/** The new weight from the gradient, and the optimizer's state at `first` and `second` moved on. */
// @ts-ignore: decorator
@inline
function updateFour(
  kind: i32, weight: v128, gradient: v128, first: usize, second: usize, n: i32,
  rate: v128, beta1: v128, beta2: v128, correction1: v128, correction2: v128,
): v128 {
  if (kind == adagrad) {
    const sum = f32x4.add(v128.load(first), f32x4.mul(gradient, gradient));
    storeSome(first, sum, n);
    const root = f32x4.sqrt(f32x4.add(sum, f32x4.splat(1e-7)));
    return f32x4.sub(weight, f32x4.div(f32x4.mul(rate, gradient), root));
  }
  if (kind == adam) {
    const one = f32x4.splat(1);
    const m = madd(beta1, v128.load(first), f32x4.mul(f32x4.sub(one, beta1), gradient));
    const v = madd(beta2, v128.load(second), f32x4.mul(f32x4.mul(f32x4.sub(one, beta2), gradient), gradient));
    storeSome(first, m, n);
    storeSome(second, v, n);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, correction2)), f32x4.splat(1e-7));
    return f32x4.sub(weight, f32x4.div(f32x4.mul(rate, f32x4.mul(m, correction1)), root));
  }
  return f32x4.sub(weight, f32x4.mul(rate, gradient));
}

@unmanaged
class RowsJob {
  weights: usize;
  first: usize;
  second: usize;
  /** [batch, dim] */
  gradient: usize;
  rows: usize;
  starts: usize;
  entries: usize;
  /** [entries] the place in the batch of each entry of a bag; without bags an entry is its place. */
  places: usize;
  /** [entries] the weight of its row in its bag; without bags 1. */
  entryWeights: usize;
  distinct: i32;
  dim: i32;
  kind: i32;
  rowsPerChunk: i32;
  rate: f32;
  /** 2 · l2 / batch: times the row for each time it was read, times the size of its weight there. */
  pull: f32;
  beta1: f32;
  beta2: f32;
  correction1: f32;
  correction2: f32;
}

/** How much the entries read their row. */
// @ts-ignore: decorator
@inline
function strengthOf(inBags: bool, j: RowsJob, from: i32, to: i32): f32 {
  if (!inBags) return <f32>(to - from);
  let strength: f32 = 0;
  for (let e = from; e < to; e++) {
    const entry = <usize>load<i32>(j.entries + (<usize>e << 2));
    strength += abs(load<f32>(j.entryWeights + (entry << 2)));
  }
  return strength;
}

// @ts-ignore: decorator
@inline
function updateRowsOf(inBags: bool, kind: i32, job: usize, chunk: i32): void {
  const j = changetype<RowsJob>(job);
  const rate = f32x4.splat(j.rate);
  const beta1 = f32x4.splat(j.beta1);
  const beta2 = f32x4.splat(j.beta2);
  const correction1 = f32x4.splat(j.correction1);
  const correction2 = f32x4.splat(j.correction2);
  const dim = j.dim;
  const line = <usize>dim << 2;
  const end = min((chunk + 1) * j.rowsPerChunk, j.distinct);
  for (let slot = chunk * j.rowsPerChunk; slot < end; slot++) {
    const offset = <usize>load<i32>(j.rows + (<usize>slot << 2)) * line;
    const from = load<i32>(j.starts + (<usize>slot << 2));
    const to = load<i32>(j.starts + (<usize>slot << 2), 4);
    const pull = f32x4.splat(j.pull * strengthOf(inBags, j, from, to));
    for (let c = 0; c < dim; c += 4) {
      const column = <usize>c << 2;
      const at = offset + column;
      const weight = v128.load(j.weights + at);
      let gradient = f32x4.mul(pull, weight);
      for (let e = from; e < to; e++) {
        const entry = <usize>load<i32>(j.entries + (<usize>e << 2));
        const place = inBags ? <usize>load<i32>(j.places + (entry << 2)) : entry;
        const part = v128.load(j.gradient + place * line + column);
        if (inBags) gradient = madd(f32x4.splat(load<f32>(j.entryWeights + (entry << 2))), part, gradient);
        else gradient = f32x4.add(gradient, part);
      }
      const updated = updateFour(kind, weight, gradient, j.first + at, j.second + at, dim - c, rate, beta1, beta2, correction1, correction2);
      storeSome(j.weights + at, updated, dim - c);
    }
  }
}

/** A step on the distinct rows of a batch. */
export function updateRows(job: usize, chunk: i32): void {
  const kind = changetype<RowsJob>(job).kind;
  if (kind == adam) updateRowsOf(false, adam, job, chunk);
  else if (kind == adagrad) updateRowsOf(false, adagrad, job, chunk);
  else updateRowsOf(false, sgd, job, chunk);
}

/** A step on the distinct rows that the bags of a batch read. */
export function updateBagRows(job: usize, chunk: i32): void {
  const kind = changetype<RowsJob>(job).kind;
  if (kind == adam) updateRowsOf(true, adam, job, chunk);
  else if (kind == adagrad) updateRowsOf(true, adagrad, job, chunk);
  else updateRowsOf(true, sgd, job, chunk);
}

@unmanaged
class DenseJob {
  weights: usize;
  first: usize;
  second: usize;
  gradient: usize;
  length: i32;
  kind: i32;
  chunkLength: i32;
  rate: f32;
  /** 2 · l2. */
  pull: f32;
  beta1: f32;
  beta2: f32;
  correction1: f32;
  correction2: f32;
}

// @ts-ignore: decorator
@inline
function updateDenseOf(kind: i32, job: usize, chunk: i32): void {
  const j = changetype<DenseJob>(job);
  const rate = f32x4.splat(j.rate);
  const pull = f32x4.splat(j.pull);
  const beta1 = f32x4.splat(j.beta1);
  const beta2 = f32x4.splat(j.beta2);
  const correction1 = f32x4.splat(j.correction1);
  const correction2 = f32x4.splat(j.correction2);
  const end = min((chunk + 1) * j.chunkLength, j.length);
  for (let i = chunk * j.chunkLength; i < end; i += 4) {
    const at = <usize>i << 2;
    const weight = v128.load(j.weights + at);
    const gradient = madd(pull, weight, v128.load(j.gradient + at));
    const n = end - i;
    const updated = updateFour(kind, weight, gradient, j.first + at, j.second + at, n, rate, beta1, beta2, correction1, correction2);
    storeSome(j.weights + at, updated, n);
  }
}

/** A step on a whole array. */
export function updateDense(job: usize, chunk: i32): void {
  const kind = changetype<DenseJob>(job).kind;
  if (kind == adam) updateDenseOf(adam, job, chunk);
  else if (kind == adagrad) updateDenseOf(adagrad, job, chunk);
  else updateDenseOf(sgd, job, chunk);
}
