// The Gram matrix XᵀX of a sparse matrix X, lower triangle.

@unmanaged
class GramJob {
  /** X (CSR, columns ascending), and its transpose with the position of each entry in X. values: 0 where all are 1. */
  offsets: usize;
  columns: usize;
  values: usize;
  columnOffsets: usize;
  columnRows: usize;
  columnEntries: usize;
  /** [chunks + 1] where each chunk's rows of the Gram matrix begin */
  starts: usize;
  /** [n, stride] */
  gram: usize;
  stride: i32;
  /** Added to the diagonal. */
  diagonal: f32;
}

/** Rows of the Gram matrix, up to the diagonal. */
export function gramRows(job: usize, chunk: i32): void {
  const j = changetype<GramJob>(job);
  const start = load<i32>(j.starts + (<usize>chunk << 2));
  const end = load<i32>(j.starts + (<usize>chunk << 2), 4);
  for (let column = start; column < end; column++) {
    const out = j.gram + ((<usize>column * j.stride) << 2);
    memory.fill(out, 0, <usize>j.stride << 2);
    const last = load<i32>(j.columnOffsets + (<usize>column << 2), 4);
    for (let i = load<i32>(j.columnOffsets + (<usize>column << 2)); i < last; i++) {
      const row = load<i32>(j.columnRows + (<usize>i << 2));
      const entry = load<i32>(j.columnEntries + (<usize>i << 2));
      const first = load<i32>(j.offsets + (<usize>row << 2));
      if (j.values) addWeightedRow(j, first, entry, out);
      else addRow(j.columns + (<usize>first << 2), j.columns + (<usize>entry << 2), out);
    }
    const diagonal = out + (<usize>column << 2);
    store<f32>(diagonal, load<f32>(diagonal) + j.diagonal);
  }
}

/** out[c] += 1 for the columns from first to last, last included. */
// @ts-ignore: decorator
@inline
function addRow(first: usize, last: usize, out: usize): void {
  for (let p = first; p <= last; p += 4) {
    const place = out + (<usize>load<i32>(p) << 2);
    store<f32>(place, load<f32>(place) + 1);
  }
}

function addWeightedRow(j: GramJob, first: i32, last: i32, out: usize): void {
  const value = load<f32>(j.values + (<usize>last << 2));
  for (let i = first; i <= last; i++) {
    const place = out + (<usize>load<i32>(j.columns + (<usize>i << 2)) << 2);
    store<f32>(place, load<f32>(place) + value * load<f32>(j.values + (<usize>i << 2)));
  }
}
