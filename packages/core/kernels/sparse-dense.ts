// The product of a sparse and a dense matrix.
import { madd } from "./simd";

@unmanaged
class SparseDenseJob {
  /** The sparse matrix (CSR). values: 0 where every entry is 1. */
  offsets: usize;
  columns: usize;
  values: usize;
  /** [columns of the sparse matrix, width] */
  dense: usize;
  /** [rows, width] */
  product: usize;
  rows: i32;
  width: i32;
  chunkRows: i32;
  chunkColumns: i32;
  /** [rows, width], added to the product; 0 for none. May be the product itself. */
  base: usize;
}

/** A block of rows and columns of the product; chunks go along the columns first. */
export function sparseDenseRows(job: usize, chunk: i32): void {
  const j = changetype<SparseDenseJob>(job);
  const chunksAcross = (j.width + j.chunkColumns - 1) / j.chunkColumns;
  const first = (chunk / chunksAcross) * j.chunkRows;
  const end = min(first + j.chunkRows, j.rows);
  let column = (chunk % chunksAcross) * j.chunkColumns;
  const endColumn = min(column + j.chunkColumns, j.width);
  // A strip of the dense matrix stays in the cache while the chunk's rows go over it.
  for (; column + 32 <= endColumn; column += 32) {
    for (let row = first; row < end; row++) addStrip(j, row, column);
  }
  for (; column + 4 <= endColumn; column += 4) {
    for (let row = first; row < end; row++) addQuad(j, row, column);
  }
  for (; column < endColumn; column++) {
    for (let row = first; row < end; row++) addSingle(j, row, column);
  }
}

/** 32 columns of one row. */
function addStrip(j: SparseDenseJob, row: i32, column: i32): void {
  const stride = <usize>j.width << 2;
  const dense = j.dense + (<usize>column << 2);
  const start = <usize>load<i32>(j.offsets + (<usize>row << 2)) << 2;
  const end = <usize>load<i32>(j.offsets + (<usize>row << 2), 4) << 2;
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
  if (j.base) {
    const from = j.base + <usize>row * stride + (<usize>column << 2);
    c0 = v128.load(from), c1 = v128.load(from, 16), c2 = v128.load(from, 32), c3 = v128.load(from, 48);
    c4 = v128.load(from, 64), c5 = v128.load(from, 80), c6 = v128.load(from, 96), c7 = v128.load(from, 112);
  }
  if (j.values) {
    for (let i = start; i < end; i += 4) {
      const b = dense + <usize>load<i32>(j.columns + i) * stride;
      const x = v128.load32_splat(j.values + i);
      c0 = madd(x, v128.load(b), c0), c1 = madd(x, v128.load(b, 16), c1);
      c2 = madd(x, v128.load(b, 32), c2), c3 = madd(x, v128.load(b, 48), c3);
      c4 = madd(x, v128.load(b, 64), c4), c5 = madd(x, v128.load(b, 80), c5);
      c6 = madd(x, v128.load(b, 96), c6), c7 = madd(x, v128.load(b, 112), c7);
    }
  } else {
    for (let i = start; i < end; i += 4) {
      const b = dense + <usize>load<i32>(j.columns + i) * stride;
      c0 = f32x4.add(c0, v128.load(b)), c1 = f32x4.add(c1, v128.load(b, 16));
      c2 = f32x4.add(c2, v128.load(b, 32)), c3 = f32x4.add(c3, v128.load(b, 48));
      c4 = f32x4.add(c4, v128.load(b, 64)), c5 = f32x4.add(c5, v128.load(b, 80));
      c6 = f32x4.add(c6, v128.load(b, 96)), c7 = f32x4.add(c7, v128.load(b, 112));
    }
  }
  const out = j.product + <usize>row * stride + (<usize>column << 2);
  v128.store(out, c0), v128.store(out, c1, 16), v128.store(out, c2, 32), v128.store(out, c3, 48);
  v128.store(out, c4, 64), v128.store(out, c5, 80), v128.store(out, c6, 96), v128.store(out, c7, 112);
}

function addQuad(j: SparseDenseJob, row: i32, column: i32): void {
  const stride = <usize>j.width << 2;
  const dense = j.dense + (<usize>column << 2);
  const end = load<i32>(j.offsets + (<usize>row << 2), 4);
  const offset = <usize>row * stride + (<usize>column << 2);
  let sum = j.base ? v128.load(j.base + offset) : f32x4.splat(0);
  for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < end; i++) {
    const x = f32x4.splat(j.values ? load<f32>(j.values + (<usize>i << 2)) : 1);
    sum = madd(x, v128.load(dense + <usize>load<i32>(j.columns + (<usize>i << 2)) * stride), sum);
  }
  v128.store(j.product + offset, sum);
}

function addSingle(j: SparseDenseJob, row: i32, column: i32): void {
  const stride = <usize>j.width << 2;
  const dense = j.dense + (<usize>column << 2);
  const end = load<i32>(j.offsets + (<usize>row << 2), 4);
  const offset = <usize>row * stride + (<usize>column << 2);
  let sum: f32 = j.base ? load<f32>(j.base + offset) : 0;
  for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < end; i++) {
    const x: f32 = j.values ? load<f32>(j.values + (<usize>i << 2)) : 1;
    sum += x * load<f32>(dense + <usize>load<i32>(j.columns + (<usize>i << 2)) * stride);
  }
  store<f32>(j.product + offset, sum);
}
