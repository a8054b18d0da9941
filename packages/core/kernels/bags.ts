import { madd } from "./simd";

// Weighted bags of rows: an entry of a batch reads several rows of a table and gets their weighted sum.

@unmanaged
class PoolJob {
  table: usize;
  /** [count + 1] where the entries of each bag begin */
  offsets: usize;
  /** [entries] */
  rows: usize;
  /** [entries] */
  weights: usize;
  /** [count, width] */
  out: usize;
  count: i32;
  width: i32;
  bagsPerChunk: i32;
}

/** out[i] = Σ weights[e] · table[rows[e]] over the entries e of bag i, in their order. */
export function poolRows(job: usize, chunk: i32): void {
  const j = changetype<PoolJob>(job);
  const width = j.width;
  const line = <usize>width << 2;
  const end = min((chunk + 1) * j.bagsPerChunk, j.count);
  for (let i = chunk * j.bagsPerChunk; i < end; i++) {
    const from = load<i32>(j.offsets + (<usize>i << 2));
    const to = load<i32>(j.offsets + (<usize>i << 2), 4);
    const out = j.out + <usize>i * line;
    let c = 0;
    for (; c + 4 <= width; c += 4) {
      const at = <usize>c << 2;
      let sum = f32x4.splat(0);
      for (let e = from; e < to; e++) {
        const row = j.table + <usize>load<i32>(j.rows + (<usize>e << 2)) * line;
        sum = madd(f32x4.splat(load<f32>(j.weights + (<usize>e << 2))), v128.load(row + at), sum);
      }
      v128.store(out + at, sum);
    }
    for (; c < width; c++) {
      const at = <usize>c << 2;
      let sum: f32 = 0;
      for (let e = from; e < to; e++) {
        const row = j.table + <usize>load<i32>(j.rows + (<usize>e << 2)) * line;
        sum += load<f32>(j.weights + (<usize>e << 2)) * load<f32>(row + at);
      }
      store<f32>(out + at, sum);
    }
  }
}
