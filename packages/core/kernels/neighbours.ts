// Nearest rows of a sparse matrix: dot products with all other rows, then the best by shrunk cosine.
import { clearHeap, heapBytes, offer, sortHeap } from "./top-heap";

@unmanaged
class NeighbourJob {
  /** The rows (CSR), and their transpose. values, columnValues: 0 where every entry is 1. */
  offsets: usize;
  columns: usize;
  values: usize;
  columnOffsets: usize;
  columnRows: usize;
  columnValues: usize;
  /** [numRows] Euclidean norms */
  norms: usize;
  /** [chunks + 1] where each chunk's rows begin */
  starts: usize;
  /** [chunks, stride] zeros, and left as zeros */
  products: usize;
  /** A heap of k for each row of the chunks, the first of firstRow */
  heaps: usize;
  numRows: i32;
  /** A multiple of 4, at least numRows. */
  stride: i32;
  k: i32;
  firstRow: i32;
  shrinkage: f32;
}

/** The k nearest rows of each row of the chunk, nearest first. */
export function nearestRows(job: usize, chunk: i32): void {
  const j = changetype<NeighbourJob>(job);
  const products = j.products + ((<usize>chunk * j.stride) << 2);
  const start = load<i32>(j.starts + (<usize>chunk << 2));
  const end = load<i32>(j.starts + (<usize>chunk << 2), 4);
  for (let row = start; row < end; row++) {
    if (j.values) addWeightedProducts(j, row, products);
    else addProducts(j, row, products);
    const heap = j.heaps + <usize>(row - j.firstRow) * heapBytes(j.k);
    clearHeap(heap);
    offerSimilar(j, row, products, heap);
    sortHeap(heap, j.k);
  }
}

function addProducts(j: NeighbourJob, row: i32, products: usize): void {
  const last = load<i32>(j.offsets + (<usize>row << 2), 4);
  for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < last; i++) {
    const column = <usize>load<i32>(j.columns + (<usize>i << 2)) << 2;
    let p = j.columnRows + (<usize>load<i32>(j.columnOffsets + column) << 2);
    const end = j.columnRows + (<usize>load<i32>(j.columnOffsets + column, 4) << 2);
    for (; p < end; p += 4) {
      const product = products + (<usize>load<i32>(p) << 2);
      store<f32>(product, load<f32>(product) + 1);
    }
  }
}

function addWeightedProducts(j: NeighbourJob, row: i32, products: usize): void {
  const last = load<i32>(j.offsets + (<usize>row << 2), 4);
  for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < last; i++) {
    const column = <usize>load<i32>(j.columns + (<usize>i << 2)) << 2;
    const value = load<f32>(j.values + (<usize>i << 2));
    const start = <usize>load<i32>(j.columnOffsets + column) << 2;
    const end = <usize>load<i32>(j.columnOffsets + column, 4) << 2;
    for (let p = start; p < end; p += 4) {
      const product = products + (<usize>load<i32>(j.columnRows + p) << 2);
      store<f32>(product, load<f32>(product) + value * load<f32>(j.columnValues + p));
    }
  }
}

/** Offers every row with a product to the heap, and sets the products back to zero. */
function offerSimilar(j: NeighbourJob, row: i32, products: usize, heap: usize): void {
  const norm = load<f32>(j.norms + (<usize>row << 2));
  for (let four = 0; four < j.numRows; four += 4) {
    const place = products + (<usize>four << 2);
    // Most rows of a large matrix have nothing in common.
    if (!v128.any_true(v128.load(place))) continue;
    const end = min(four + 4, j.numRows);
    for (let other = four; other < end; other++) {
      const product = load<f32>(products + (<usize>other << 2));
      if (product == 0 || other == row) continue;
      const similarity = product / (norm * load<f32>(j.norms + (<usize>other << 2)) + j.shrinkage);
      offer(heap, j.k, other, similarity, 0, 0);
    }
    v128.store(place, f32x4.splat(0));
  }
}
