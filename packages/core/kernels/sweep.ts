// Inversion of a symmetric positive definite matrix in place, by the sweep operator on blocks of pivots.
//
// Sweeping the block K of pivots, with D = inverse(A[K, K]), is for rows i and columns j outside K
//   A[i, j] -= A[i, K] D A[K, j]      A[i, K] = A[i, K] D      A[K, K] = -D
// and leaves the negative inverse once every block is swept. Only the lower triangle is read and written. The size is a
// multiple of the block's width, and that of 8.
import { madd } from "./simd";
import { transpose8 } from "./transpose";

@unmanaged
class SweepJob {
  /** [size, size], lower triangle */
  matrix: usize;
  /** [width, width] */
  inverse: usize;
  /** A[i, K] in panels of 8 rows i: [size / 8, width, 8], zeros for the rows of the block */
  panels: usize;
  /** The same of A[i, K] D. */
  scaled: usize;
  size: i32;
  width: i32;
  /** The first row of the block. */
  pivot: i32;
  /** Panels in a chunk. */
  chunkPanels: i32;
}

/** The inverse of the block, both triangles. Returns 0 where it is not positive definite, else 1. */
export function invertPivots(matrix: usize, size: i32, pivot: i32, width: i32, inverse: usize): i32 {
  const bytes = <usize>width << 2;
  for (let r = 0; r < width; r++) {
    const row = matrix + ((<usize>(pivot + r) * size + pivot) << 2);
    for (let c = 0; c <= r; c++) {
      const value = load<f32>(row + (<usize>c << 2));
      store<f32>(inverse + <usize>r * bytes + (<usize>c << 2), value);
      store<f32>(inverse + <usize>c * bytes + (<usize>r << 2), value);
    }
  }
  for (let k = 0; k < width; k++) {
    const pivotRow = inverse + <usize>k * bytes;
    const pivotValue = load<f32>(pivotRow + (<usize>k << 2));
    if (!(pivotValue > 0)) return 0;
    store<f32>(pivotRow + (<usize>k << 2), 1);
    const scale = f32x4.splat(<f32>1 / pivotValue);
    for (let c: usize = 0; c < bytes; c += 16) v128.store(pivotRow + c, f32x4.mul(v128.load(pivotRow + c), scale));
    for (let r = 0; r < width; r++) {
      if (r == k) continue;
      const row = inverse + <usize>r * bytes;
      const factor = f32x4.splat(-load<f32>(row + (<usize>k << 2)));
      store<f32>(row + (<usize>k << 2), 0);
      for (let c: usize = 0; c < bytes; c += 16)
        v128.store(row + c, madd(factor, v128.load(pivotRow + c), v128.load(row + c)));
    }
  }
  return 1;
}

/** Packs A[i, K] and A[i, K] D for the chunk's panels of rows. */
export function sweepPanels(job: usize, chunk: i32): void {
  const j = changetype<SweepJob>(job);
  const end = min((chunk + 1) * j.chunkPanels, j.size >> 3);
  for (let panel = chunk * j.chunkPanels; panel < end; panel++) {
    const row = panel << 3;
    const bytes = <usize>j.width << 5;
    const packed = j.panels + <usize>panel * bytes;
    const scaled = j.scaled + <usize>panel * bytes;
    if (row >= j.pivot && row < j.pivot + j.width) {
      memory.fill(packed, 0, bytes);
      memory.fill(scaled, 0, bytes);
      continue;
    }
    const stride = <usize>j.size << 2;
    if (row > j.pivot) {
      const source = j.matrix + <usize>row * stride + (<usize>j.pivot << 2);
      for (let k = 0; k < j.width; k += 8) transpose8(source + (<usize>k << 2), stride, packed + (<usize>k << 5), 32);
    } else {
      let source = j.matrix + <usize>j.pivot * stride + (<usize>row << 2);
      for (let k: usize = 0; k < bytes; k += 32, source += stride) {
        v128.store(packed + k, v128.load(source));
        v128.store(packed + k, v128.load(source, 16), 16);
      }
    }
    scalePanel(j, packed, scaled);
  }
}

/** scaled[k] = the sum over l of inverse[l, k] · packed[l], four k at a time; the inverse is symmetric. */
function scalePanel(j: SweepJob, packed: usize, scaled: usize): void {
  const stride = <usize>j.width << 2;
  const end = packed + (<usize>j.width << 5);
  for (let k = 0; k < j.width; k += 4) {
    let a = j.inverse + (<usize>k << 2);
    let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    for (let b = packed; b < end; b += 32, a += stride) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load32_splat(a);
      c00 = madd(x, b0, c00), c01 = madd(x, b1, c01);
      x = v128.load32_splat(a, 4);
      c10 = madd(x, b0, c10), c11 = madd(x, b1, c11);
      x = v128.load32_splat(a, 8);
      c20 = madd(x, b0, c20), c21 = madd(x, b1, c21);
      x = v128.load32_splat(a, 12);
      c30 = madd(x, b0, c30), c31 = madd(x, b1, c31);
    }
    const out = scaled + (<usize>k << 5);
    v128.store(out, c00), v128.store(out, c01, 16);
    v128.store(out, c10, 32), v128.store(out, c11, 48);
    v128.store(out, c20, 64), v128.store(out, c21, 80);
    v128.store(out, c30, 96), v128.store(out, c31, 112);
  }
}

/** Brings the chunk's rows of the lower triangle up to date. */
export function sweepRows(job: usize, chunk: i32): void {
  const j = changetype<SweepJob>(job);
  const numPanels = j.size >> 3;
  const numChunks = (numPanels + j.chunkPanels - 1) / j.chunkPanels;
  // The longest rows come first, so that no thread is left with them at the end.
  const first = (numChunks - 1 - chunk) * j.chunkPanels;
  const end = min(first + j.chunkPanels, numPanels);
  const firstPivot = j.pivot >> 3;
  const endPivot = (j.pivot + j.width) >> 3;
  // A panel of columns stays in the nearest cache while the chunk's panels of rows go over it.
  for (let column = 0; column < end; column++) {
    if (column >= firstPivot && column < endPivot) continue;
    for (let row = max(first, column); row < end; row++) {
      if (row >= firstPivot && row < endPivot) continue;
      updateTile(j, row, column, 0);
      updateTile(j, row, column, 4);
    }
  }
  for (let row = first; row < end; row++) {
    if (row >= endPivot) storeScaled(j, row);
    else if (row >= firstPivot) storePivotRows(j, row);
  }
}

/** Four rows × eight columns of A -= scaled · panelsᵀ. */
// @ts-ignore: decorator
@inline
function updateTile(j: SweepJob, row: i32, column: i32, half: i32): void {
  const bytes = <usize>j.width << 5;
  let a = j.scaled + <usize>row * bytes + (<usize>half << 2);
  let b = j.panels + <usize>column * bytes;
  const end = b + bytes;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (; b < end; b += 32, a += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(x, b0, c00), c01 = madd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = madd(x, b0, c10), c11 = madd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = madd(x, b0, c20), c21 = madd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = madd(x, b0, c30), c31 = madd(x, b1, c31);
  }
  const stride = <usize>j.size << 2;
  let out = j.matrix + <usize>((row << 3) + half) * stride + (<usize>column << 5);
  subtract(out, c00, c01), (out += stride);
  subtract(out, c10, c11), (out += stride);
  subtract(out, c20, c21), (out += stride);
  subtract(out, c30, c31);
}

// @ts-ignore: decorator
@inline
function subtract(out: usize, low: v128, high: v128): void {
  v128.store(out, f32x4.sub(v128.load(out), low));
  v128.store(out, f32x4.sub(v128.load(out, 16), high), 16);
}

/** A[i, K] = A[i, K] D for the eight rows of a panel below the block. */
function storeScaled(j: SweepJob, row: i32): void {
  const stride = <usize>j.size << 2;
  const scaled = j.scaled + ((<usize>row * j.width) << 5);
  const out = j.matrix + <usize>(row << 3) * stride + (<usize>j.pivot << 2);
  for (let k = 0; k < j.width; k += 8) transpose8(scaled + (<usize>k << 5), 32, out + (<usize>k << 2), stride);
}

/** A[K, j] = D A[K, j] and A[K, K] = -D for the eight rows of a panel of the block. */
function storePivotRows(j: SweepJob, row: i32): void {
  const stride = <usize>j.size << 2;
  const bytes = <usize>j.width << 5;
  for (let r = 0; r < 8; r++) {
    const k = (row << 3) + r - j.pivot;
    const out = j.matrix + <usize>((row << 3) + r) * stride;
    let scaled = j.scaled + (<usize>k << 5);
    for (let column = 0; column < j.pivot; column += 8, scaled += bytes) {
      v128.store(out + (<usize>column << 2), v128.load(scaled));
      v128.store(out + (<usize>column << 2), v128.load(scaled, 16), 16);
    }
    const inverse = j.inverse + ((<usize>k * j.width) << 2);
    for (let c = 0; c < j.width; c += 4)
      v128.store(out + (<usize>(j.pivot + c) << 2), f32x4.neg(v128.load(inverse + (<usize>c << 2))));
  }
}

/** Copies the lower triangle to the upper one, for the chunk's panels of rows. */
export function mirrorLower(job: usize, chunk: i32): void {
  const j = changetype<SweepJob>(job);
  const stride = <usize>j.size << 2;
  const end = min((chunk + 1) * j.chunkPanels, j.size >> 3);
  for (let row = chunk * j.chunkPanels; row < end; row++) {
    for (let column = 0; column < row; column++) {
      const source = j.matrix + <usize>(row << 3) * stride + (<usize>column << 5);
      const target = j.matrix + <usize>(column << 3) * stride + (<usize>row << 5);
      transpose8(source, stride, target, stride);
    }
    for (let r = row << 3; r < (row << 3) + 8; r++) {
      for (let c = row << 3; c < r; c++) {
        const value = load<f32>(j.matrix + <usize>r * stride + (<usize>c << 2));
        store<f32>(j.matrix + <usize>c * stride + (<usize>r << 2), value);
      }
    }
  }
}
