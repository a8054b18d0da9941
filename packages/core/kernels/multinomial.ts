// The likelihood of sets of items under a softmax over the whole catalogue, and its gradient, in one pass.
import { exp4, log4 } from "./math";
import { reduceRow } from "./reduce";
import { sum } from "./simd";

@unmanaged
class MultinomialJob {
  /** [rows, length] */
  logits: usize;
  /** The items of each row (CSR). */
  offsets: usize;
  columns: usize;
  /** [rows, length], written to: the gradient of the mean loss */
  gradient: usize;
  /** [rows], written to */
  losses: usize;
  rows: i32;
  length: i32;
  rowsPerChunk: i32;
}

/** loss = −Σ log softmax(logits)[item] over the row's items; gradient = (items · softmax − observed) / rows. */
export function multinomialRows(job: usize, chunk: i32): void {
  const j = changetype<MultinomialJob>(job);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) multinomialRow(j, row);
}

function multinomialRow(j: MultinomialJob, row: i32): void {
  const length = j.length;
  const x = j.logits + ((<usize>row * length) << 2);
  const out = j.gradient + ((<usize>row * length) << 2);
  const first = load<i32>(j.offsets + (<usize>row << 2));
  const end = load<i32>(j.offsets + (<usize>row << 2), 4);
  const highest = reduceRow(x, length, false);
  const largest = f32x4.splat(highest);
  let totals = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const e = exp4(f32x4.sub(v128.load(x + (<usize>i << 2)), largest));
    v128.store(out + (<usize>i << 2), e);
    totals = f32x4.add(totals, e);
  }
  let total = sum(totals);
  for (; i < length; i++) {
    const e = exp4(f32x4.sub(v128.load32_splat(x + (<usize>i << 2)), largest));
    v128.store32_lane(out + (<usize>i << 2), e, 0);
    total += f32x4.extract_lane(e, 0);
  }
  const share: f32 = 1 / <f32>j.rows;
  const scale = f32x4.splat((<f32>(end - first) * share) / total);
  for (i = 0; i + 4 <= length; i += 4) {
    const at = out + (<usize>i << 2);
    v128.store(at, f32x4.mul(v128.load(at), scale));
  }
  for (; i < length; i++) {
    const at = out + (<usize>i << 2);
    store<f32>(at, load<f32>(at) * f32x4.extract_lane(scale, 0));
  }
  const logTotal = f32x4.extract_lane(log4(f32x4.splat(total)), 0);
  let loss: f32 = 0;
  for (let entry = first; entry < end; entry++) {
    const offset = <usize>load<i32>(j.columns + (<usize>entry << 2)) << 2;
    store<f32>(out + offset, load<f32>(out + offset) - share);
    loss += logTotal - (load<f32>(x + offset) - highest);
  }
  store<f32>(j.losses + (<usize>row << 2), loss);
}
