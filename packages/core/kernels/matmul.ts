import { madd } from "./simd";

// C = op(A) · op(B) + bias, then an activation. B is packed into panels of 8 columns, zeros beyond the last; A is read by
// rows, four at a time, so that a tile of 4 × 8 sums stays in registers. K is walked in blocks that stay in the cache.

/** Columns of a panel of packed B. */
const panel: i32 = 8;
/** Rows of A that one chunk multiplies. */
const chunkRows: i32 = 32;
/** Depth of a block of K. */
const depth: i32 = 512;

@unmanaged
class PackJob {
  b: usize;
  packed: usize;
  k: i32;
  n: i32;
  /** 1 where B is [N, K]. */
  isTransposed: i32;
  /** Floats from one matrix of a batch to the next, in B. */
  stride: i32;
  panels: i32;
  panelsPerChunk: i32;
}

/** Packs panels of B: packed[panel][k][8]. */
export function matmulPack(job: usize, chunk: i32): void {
  const j = changetype<PackJob>(job);
  const start = chunk * j.panelsPerChunk;
  const end = min(start + j.panelsPerChunk, j.panels);
  for (let p = start; p < end; p++) packPanel(j.b, j.packed, p, j.k, j.n, j.isTransposed != 0);
}

function packPanel(b: usize, packed: usize, p: i32, k: i32, n: i32, isTransposed: bool): void {
  const column = p * panel;
  const columns = min(panel, n - column);
  let to = packed + ((<usize>p * k * panel) << 2);
  if (!isTransposed) {
    const row = <usize>n << 2;
    let from = b + (<usize>column << 2);
    if (columns == panel) {
      for (let i = 0; i < k; i++, from += row, to += 32) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
    } else {
      for (let i = 0; i < k; i++, from += row, to += 32) {
        for (let c = 0; c < panel; c++) {
          store<f32>(to + (<usize>c << 2), c < columns ? load<f32>(from + (<usize>c << 2)) : 0);
        }
      }
    }
    return;
  }
  // [N, K]: each column of the panel is a row of B.
  for (let c = 0; c < panel; c++) {
    const row = b + ((<usize>(column + c) * k) << 2);
    const lane = to + (<usize>c << 2);
    if (c < columns) {
      for (let i = 0; i < k; i++) store<f32>(lane + (<usize>i << 5), load<f32>(row + (<usize>i << 2)));
    } else {
      for (let i = 0; i < k; i++) store<f32>(lane + (<usize>i << 5), 0);
    }
  }
}

/** Transposes rows [from, from + rows) of Aᵀ: out[rows][depth] of A, which is [K, M]. */
function transposeBlock(a: usize, out: usize, m: i32, row: i32, rows: i32, k: i32, kCount: i32): void {
  const line = <usize>m << 2;
  for (let i = 0; i < rows; i += 4) {
    const full = i + 4 <= rows;
    let from = a + ((<usize>k * m + row + i) << 2);
    const to = out + ((<usize>i * depth) << 2);
    let q = 0;
    if (full) {
      for (; q + 4 <= kCount; q += 4, from += line << 2) {
        const r0 = v128.load(from);
        const r1 = v128.load(from + line);
        const r2 = v128.load(from + 2 * line);
        const r3 = v128.load(from + 3 * line);
        const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
        const t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
        const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
        const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
        const at = to + (<usize>q << 2);
        v128.store(at, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5));
        v128.store(at + (depth << 2), v128.shuffle<f32>(t0, t2, 2, 3, 6, 7));
        v128.store(at + (depth << 3), v128.shuffle<f32>(t1, t3, 0, 1, 4, 5));
        v128.store(at + 3 * (depth << 2), v128.shuffle<f32>(t1, t3, 2, 3, 6, 7));
      }
    }
    for (; q < kCount; q++, from += line) {
      for (let r = 0; r < min(4, rows - i); r++) {
        store<f32>(to + ((<usize>r * depth + q) << 2), load<f32>(from + (<usize>r << 2)));
      }
    }
  }
}

/** Stores the first n of eight sums. */
// @ts-ignore: decorator
@inline
function storeSome(c: usize, low: v128, high: v128, n: i32): void {
  if (n >= 8) {
    v128.store(c, low);
    v128.store(c, high, 16);
    return;
  }
  if (n >= 4) {
    v128.store(c, low);
    if (n > 4) store<f32>(c, f32x4.extract_lane(high, 0), 16);
    if (n > 5) store<f32>(c, f32x4.extract_lane(high, 1), 20);
    if (n > 6) store<f32>(c, f32x4.extract_lane(high, 2), 24);
    return;
  }
  if (n > 0) store<f32>(c, f32x4.extract_lane(low, 0));
  if (n > 1) store<f32>(c, f32x4.extract_lane(low, 1), 4);
  if (n > 2) store<f32>(c, f32x4.extract_lane(low, 2), 8);
}

/** The first n of four floats, zeros after them. */
// @ts-ignore: decorator
@inline
function loadSome(c: usize, n: i32): v128 {
  if (n >= 4) return v128.load(c);
  let v = f32x4.splat(0);
  if (n > 0) v = f32x4.replace_lane(v, 0, load<f32>(c));
  if (n > 1) v = f32x4.replace_lane(v, 1, load<f32>(c, 4));
  if (n > 2) v = f32x4.replace_lane(v, 2, load<f32>(c, 8));
  return v;
}

/** Rows of A (up to 4, from `a`, `lda` bytes apart) times every panel of B, into n columns of C, `line` bytes a row. */
export function multiplyRows(
  a: usize, lda: usize, rows: i32, b: usize, bPanel: usize, k: i32,
  c: usize, line: usize, n: i32, bias: usize, isFirst: bool, relu: bool,
): void {
  // Rows beyond the last are read as the last, and not stored.
  const a1 = rows > 1 ? a + lda : a;
  const a2 = rows > 2 ? a1 + lda : a1;
  const a3 = rows > 3 ? a2 + lda : a2;
  const end = a + (<usize>k << 2);
  for (let column = 0; column < n; column += panel, b += bPanel, c += 32) {
    const width = n - column;
    let c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128;
    if (isFirst) {
      c00 = bias ? loadSome(bias + (<usize>column << 2), width) : f32x4.splat(0);
      c01 = bias ? loadSome(bias + (<usize>column << 2) + 16, width - 4) : f32x4.splat(0);
      c10 = c00; c11 = c01; c20 = c00; c21 = c01; c30 = c00; c31 = c01;
    } else {
      c00 = loadSome(c, width); c01 = loadSome(c + 16, width - 4);
      const r1 = rows > 1 ? c + line : c;
      const r2 = rows > 2 ? r1 + line : r1;
      const r3 = rows > 3 ? r2 + line : r2;
      c10 = loadSome(r1, width); c11 = loadSome(r1 + 16, width - 4);
      c20 = loadSome(r2, width); c21 = loadSome(r2 + 16, width - 4);
      c30 = loadSome(r3, width); c31 = loadSome(r3 + 16, width - 4);
    }
    let p0 = a, p1 = a1, p2 = a2, p3 = a3, q = b;
    for (; p0 < end; p0 += 4, p1 += 4, p2 += 4, p3 += 4, q += 32) {
      const b0 = v128.load(q);
      const b1 = v128.load(q, 16);
      let x = v128.load32_splat(p0);
      c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load32_splat(p1);
      c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load32_splat(p2);
      c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load32_splat(p3);
      c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    }
    if (relu) {
      const zero = f32x4.splat(0);
      c00 = f32x4.max(c00, zero); c01 = f32x4.max(c01, zero);
      c10 = f32x4.max(c10, zero); c11 = f32x4.max(c11, zero);
      c20 = f32x4.max(c20, zero); c21 = f32x4.max(c21, zero);
      c30 = f32x4.max(c30, zero); c31 = f32x4.max(c31, zero);
    }
    storeSome(c, c00, c01, width);
    if (rows > 1) storeSome(c + line, c10, c11, width);
    if (rows > 2) storeSome(c + 2 * line, c20, c21, width);
    if (rows > 3) storeSome(c + 3 * line, c30, c31, width);
  }
}

@unmanaged
class MultiplyJob {
  a: usize;
  packed: usize;
  c: usize;
  bias: usize;
  /** Room for chunkRows × depth floats a chunk, where A is transposed. */
  scratch: usize;
  m: i32;
  k: i32;
  n: i32;
  isTransposed: i32;
  relu: i32;
}

/** Rows [chunk · 32, …) of the product, from packed B. */
export function matmulRows(job: usize, chunk: i32): void {
  const j = changetype<MultiplyJob>(job);
  const start = chunk * chunkRows;
  const scratch = j.scratch + ((<usize>chunk * chunkRows * depth) << 2);
  multiplyBlock(j.a, j.packed, j.c, j.bias, scratch, start, min(chunkRows, j.m - start), j.m, j.k, j.n, j.isTransposed != 0, j.relu != 0);
}

function multiplyBlock(
  a: usize, packed: usize, c: usize, bias: usize, scratch: usize,
  start: i32, rows: i32, m: i32, k: i32, n: i32, isTransposed: bool, relu: bool,
): void {
  const bPanel = <usize>k << 5;
  if (k == 0) {
    for (let r = 0; r < rows; r++) multiplyRows(a, 0, 1, packed, bPanel, 0, c + ((<usize>(start + r) * n) << 2), <usize>n << 2, n, bias, true, relu);
    return;
  }
  for (let q = 0; q < k; q += depth) {
    const kCount = min(depth, k - q);
    const isLast = q + depth >= k;
    let block = a + ((<usize>start * k + q) << 2);
    let lda = <usize>k << 2;
    if (isTransposed) {
      transposeBlock(a, scratch, m, start, rows, q, kCount);
      block = scratch;
      lda = depth << 2;
    }
    const b = packed + (<usize>q << 5);
    for (let r = 0; r < rows; r += 4) {
      multiplyRows(
        block + <usize>r * lda, lda, min(4, rows - r), b, bPanel, kCount,
        c + ((<usize>(start + r) * n) << 2), <usize>n << 2, n, bias, q == 0, relu && isLast,
      );
    }
  }
}

@unmanaged
class BatchJob {
  a: usize;
  b: usize;
  c: usize;
  /** Room for a packed B and chunkRows × depth floats, a chunk. */
  scratch: usize;
  scratchFloats: i32;
  m: i32;
  k: i32;
  n: i32;
  aTransposed: i32;
  bTransposed: i32;
  /** Floats from one matrix to the next; 0 where one serves all. */
  aStride: i32;
  bStride: i32;
  batch: i32;
  batchPerChunk: i32;
}

/** Whole products of a batch, a few a chunk. */
export function matmulBatch(job: usize, chunk: i32): void {
  const j = changetype<BatchJob>(job);
  const packed = j.scratch + ((<usize>chunk * j.scratchFloats) << 2);
  const panels = (j.n + panel - 1) / panel;
  const rowScratch = packed + ((<usize>panels * j.k * panel) << 2);
  const end = min((chunk + 1) * j.batchPerChunk, j.batch);
  for (let i = chunk * j.batchPerChunk; i < end; i++) {
    const a = j.a + ((<usize>i * j.aStride) << 2);
    const b = j.b + ((<usize>i * j.bStride) << 2);
    const c = j.c + ((<usize>i * j.m * j.n) << 2);
    for (let p = 0; p < panels; p++) packPanel(b, packed, p, j.k, j.n, j.bTransposed != 0);
    for (let row = 0; row < j.m; row += chunkRows) {
      multiplyBlock(a, packed, c, 0, rowScratch, row, min(chunkRows, j.m - row), j.m, j.k, j.n, j.aTransposed != 0, false);
    }
  }
}
