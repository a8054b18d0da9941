// The product of two sparse matrices, dense.

@unmanaged
class SparseProductJob {
  /** The left matrix (CSR). values: 0 where every entry is 1. */
  offsets: usize;
  columns: usize;
  values: usize;
  /** The right matrix. */
  rightOffsets: usize;
  rightColumns: usize;
  rightValues: usize;
  /** [rows, width] */
  product: usize;
  rows: i32;
  width: i32;
  chunkRows: i32;
}

/** Rows of the product. */
export function sparseProductRows(job: usize, chunk: i32): void {
  const j = changetype<SparseProductJob>(job);
  const end = min((chunk + 1) * j.chunkRows, j.rows);
  for (let row = chunk * j.chunkRows; row < end; row++) {
    const out = j.product + ((<usize>row * j.width) << 2);
    memory.fill(out, 0, <usize>j.width << 2);
    const last = load<i32>(j.offsets + (<usize>row << 2), 4);
    for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < last; i++) {
      const scale: f32 = j.values ? load<f32>(j.values + (<usize>i << 2)) : 1;
      addRow(j, load<i32>(j.columns + (<usize>i << 2)), scale, out);
    }
  }
}

/** out += scale · a row of the right matrix. */
function addRow(j: SparseProductJob, row: i32, scale: f32, out: usize): void {
  const start = <usize>load<i32>(j.rightOffsets + (<usize>row << 2)) << 2;
  const end = <usize>load<i32>(j.rightOffsets + (<usize>row << 2), 4) << 2;
  if (j.rightValues) {
    for (let i = start; i < end; i += 4) {
      const place = out + (<usize>load<i32>(j.rightColumns + i) << 2);
      store<f32>(place, load<f32>(place) + scale * load<f32>(j.rightValues + i));
    }
  } else {
    for (let i = start; i < end; i += 4) {
      const place = out + (<usize>load<i32>(j.rightColumns + i) << 2);
      store<f32>(place, load<f32>(place) + scale);
    }
  }
}
