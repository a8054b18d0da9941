import { exp4 } from "./math";
import { multiplyRows } from "./matmul";
import { madd, sum } from "./simd";

// Causal self-attention over sequences that lie one after another, [tokens, dim], the heads' columns side by side. Four
// queries at a time, against the tokens up to the last of them only.

/** Columns of a panel of a packed operand. */
const panel: i32 = 8;

/** packed[p][d][c] = x[8p + c][d]: the rows of x as columns. Zeros beyond the last. */
function packAsColumns(x: usize, line: usize, rows: i32, dim: i32, packed: usize): void {
  for (let p = 0; p < rows; p += panel, packed += <usize>dim << 5) {
    for (let c = 0; c < panel; c++) {
      const lane = packed + (<usize>c << 2);
      const row = x + <usize>(p + c) * line;
      if (p + c < rows) {
        for (let d = 0; d < dim; d++) store<f32>(lane + (<usize>d << 5), load<f32>(row + (<usize>d << 2)));
      } else {
        for (let d = 0; d < dim; d++) store<f32>(lane + (<usize>d << 5), 0);
      }
    }
  }
}

/** packed[p][r][c] = x[r][8p + c]. Zeros beyond the last column. */
function packAsRows(x: usize, line: usize, rows: i32, dim: i32, packed: usize): void {
  for (let p = 0; p < dim; p += panel) {
    const columns = min(panel, dim - p);
    for (let r = 0; r < rows; r++, packed += 32) {
      const from = x + <usize>r * line + (<usize>p << 2);
      if (columns == panel) {
        v128.store(packed, v128.load(from));
        v128.store(packed, v128.load(from, 16), 16);
      } else {
        for (let c = 0; c < panel; c++) {
          store<f32>(packed + (<usize>c << 2), c < columns ? load<f32>(from + (<usize>c << 2)) : 0);
        }
      }
    }
  }
}

/** Softmax of the first `length` scores times `scale`; zeros from there to `end`. */
// @ts-ignore: decorator
@inline
function softmaxOf(row: usize, length: i32, end: i32, scale: f32): void {
  let largest: f32 = -f32.MAX_VALUE;
  for (let i = 0; i < length; i++) largest = max(largest, load<f32>(row + (<usize>i << 2)));
  const factor = f32x4.splat(scale);
  const ceiling = f32x4.splat(largest * scale);
  // What lies beyond `length` is overwritten after it was read.
  let total: f32 = 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = row + (<usize>i << 2);
    const e = exp4(f32x4.sub(f32x4.mul(v128.load(at), factor), ceiling));
    v128.store(at, e);
    total += sum(e);
  }
  for (; i < length; i++) {
    const at = row + (<usize>i << 2);
    const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(at) * scale - largest * scale)), 0);
    store<f32>(at, e);
    total += e;
  }
  const inverse = f32x4.splat(1 / total);
  for (i = 0; i + 4 <= length; i += 4) {
    const at = row + (<usize>i << 2);
    v128.store(at, f32x4.mul(v128.load(at), inverse));
  }
  for (; i < length; i++) {
    const at = row + (<usize>i << 2);
    store<f32>(at, load<f32>(at) * f32x4.extract_lane(inverse, 0));
  }
  for (; i < end; i++) store<f32>(row + (<usize>i << 2), 0);
}

@unmanaged
class AttentionJob {
  q: usize;
  k: usize;
  v: usize;
  out: usize;
  /** [sequences + 1] */
  offsets: usize;
  scratch: usize;
  /** Of a chunk. */
  scratchFloats: i32;
  sequences: i32;
  dim: i32;
  heads: i32;
  sequencesPerChunk: i32;
  /** 1 / √(columns of a head) */
  scale: f32;
}

/** Whole sequences, a few a chunk. */
export function attentionRows(job: usize, chunk: i32): void {
  const j = changetype<AttentionJob>(job);
  const line = <usize>j.dim << 2;
  const size = j.dim / j.heads;
  const end = min((chunk + 1) * j.sequencesPerChunk, j.sequences);
  const packedKeys = j.scratch + ((<usize>chunk * j.scratchFloats) << 2);
  for (let s = chunk * j.sequencesPerChunk; s < end; s++) {
    const first = load<i32>(j.offsets + (<usize>s << 2));
    const n = load<i32>(j.offsets + (<usize>s << 2), 4) - first;
    if (n == 0) continue;
    const padded = (n + panel - 1) & ~(panel - 1);
    const packedValues = packedKeys + ((<usize>padded * size) << 2);
    const scores = packedValues + ((<usize>((size + panel - 1) & ~(panel - 1)) * n) << 2);
    const scoreLine = <usize>padded << 2;
    for (let h = 0; h < j.heads; h++) {
      const base = <usize>first * line + ((<usize>h * size) << 2);
      packAsColumns(j.k + base, line, n, size, packedKeys);
      packAsRows(j.v + base, line, n, size, packedValues);
      for (let i = 0; i < n; i += 4) {
        const rows = min(4, n - i);
        const reach = i + rows;
        const query = j.q + base + <usize>i * line;
        multiplyRows(query, line, rows, packedKeys, <usize>size << 5, size, scores, scoreLine, reach, 0, true, false);
        for (let r = 0; r < rows; r++) softmaxOf(scores + <usize>r * scoreLine, i + r + 1, reach, j.scale);
        const out = j.out + base + <usize>i * line;
        multiplyRows(scores, scoreLine, rows, packedValues, <usize>n << 5, reach, out, line, size, 0, true, false);
      }
    }
  }
}

@unmanaged
class AttentionGradientJob {
  q: usize;
  k: usize;
  v: usize;
  dy: usize;
  dq: usize;
  dk: usize;
  dv: usize;
  offsets: usize;
  scratch: usize;
  scratchFloats: i32;
  sequences: i32;
  dim: i32;
  heads: i32;
  sequencesPerChunk: i32;
  scale: f32;
}

/** Weights p and their gradients become the gradients of the scores: p · (dp − Σ p · dp) · scale. */
// @ts-ignore: decorator
@inline
function scoreGradient(p: usize, dp: usize, length: i32, end: i32, scale: f32): void {
  let along: f32 = 0;
  for (let i = 0; i < length; i++) along += load<f32>(p + (<usize>i << 2)) * load<f32>(dp + (<usize>i << 2));
  const mean = f32x4.splat(along);
  const factor = f32x4.splat(scale);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = <usize>i << 2;
    const centred = f32x4.sub(v128.load(dp + at), mean);
    v128.store(dp + at, f32x4.mul(f32x4.mul(v128.load(p + at), centred), factor));
  }
  for (; i < length; i++) {
    const at = <usize>i << 2;
    store<f32>(dp + at, load<f32>(p + at) * (load<f32>(dp + at) - along) * scale);
  }
  for (; i < end; i++) store<f32>(dp + (<usize>i << 2), 0);
}

/** out[j] += Σ_r w[r][j] · x[r] for j < reach, over four rows r: those of w beyond the last must be zeros. */
function addOuter(
  w: usize, weightLine: usize, reach: i32,
  x0: usize, x1: usize, x2: usize, x3: usize, out: usize, line: usize, size: i32,
): void {
  let d = 0;
  for (; d + 8 <= size; d += 8) {
    const at = <usize>d << 2;
    const a0 = v128.load(x0 + at), b0 = v128.load(x0 + at, 16);
    const a1 = v128.load(x1 + at), b1 = v128.load(x1 + at, 16);
    const a2 = v128.load(x2 + at), b2 = v128.load(x2 + at, 16);
    const a3 = v128.load(x3 + at), b3 = v128.load(x3 + at, 16);
    let to = out + at;
    let from = w;
    for (let j = 0; j < reach; j++, to += line, from += 4) {
      const w0 = v128.load32_splat(from);
      const w1 = v128.load32_splat(from + weightLine);
      const w2 = v128.load32_splat(from + 2 * weightLine);
      const w3 = v128.load32_splat(from + 3 * weightLine);
      v128.store(to, madd(w3, a3, madd(w2, a2, madd(w1, a1, madd(w0, a0, v128.load(to))))));
      v128.store(to, madd(w3, b3, madd(w2, b2, madd(w1, b1, madd(w0, b0, v128.load(to, 16))))), 16);
    }
  }
  for (; d < size; d++) {
    const at = <usize>d << 2;
    for (let j = 0; j < reach; j++) {
      const from = w + (<usize>j << 2);
      const to = out + <usize>j * line + at;
      store<f32>(
        to,
        load<f32>(to) +
          load<f32>(from) * load<f32>(x0 + at) +
          load<f32>(from + weightLine) * load<f32>(x1 + at) +
          load<f32>(from + 2 * weightLine) * load<f32>(x2 + at) +
          load<f32>(from + 3 * weightLine) * load<f32>(x3 + at),
      );
    }
  }
}

/** Computes the weights again rather than keep them. */
export function attentionGradientRows(job: usize, chunk: i32): void {
  const j = changetype<AttentionGradientJob>(job);
  const line = <usize>j.dim << 2;
  const size = j.dim / j.heads;
  const end = min((chunk + 1) * j.sequencesPerChunk, j.sequences);
  const packedKeys = j.scratch + ((<usize>chunk * j.scratchFloats) << 2);
  for (let s = chunk * j.sequencesPerChunk; s < end; s++) {
    const first = load<i32>(j.offsets + (<usize>s << 2));
    const n = load<i32>(j.offsets + (<usize>s << 2), 4) - first;
    if (n == 0) continue;
    const padded = (n + panel - 1) & ~(panel - 1);
    const scoreLine = <usize>padded << 2;
    const packedValues = packedKeys + ((<usize>padded * size) << 2);
    const keyRows = packedValues + ((<usize>padded * size) << 2);
    const weights = keyRows + ((<usize>((size + panel - 1) & ~(panel - 1)) * n) << 2);
    const gradients = weights + 4 * scoreLine;
    memory.fill(j.dk + <usize>first * line, 0, <usize>n * line);
    memory.fill(j.dv + <usize>first * line, 0, <usize>n * line);
    for (let h = 0; h < j.heads; h++) {
      const base = <usize>first * line + ((<usize>h * size) << 2);
      packAsColumns(j.k + base, line, n, size, packedKeys);
      packAsColumns(j.v + base, line, n, size, packedValues);
      packAsRows(j.k + base, line, n, size, keyRows);
      for (let i = 0; i < n; i += 4) {
        const rows = min(4, n - i);
        const reach = i + rows;
        const query = j.q + base + <usize>i * line;
        const dy = j.dy + base + <usize>i * line;
        multiplyRows(query, line, rows, packedKeys, <usize>size << 5, size, weights, scoreLine, reach, 0, true, false);
        multiplyRows(dy, line, rows, packedValues, <usize>size << 5, size, gradients, scoreLine, reach, 0, true, false);
        for (let r = 0; r < rows; r++) {
          const p = weights + <usize>r * scoreLine;
          softmaxOf(p, i + r + 1, reach, j.scale);
          scoreGradient(p, gradients + <usize>r * scoreLine, i + r + 1, reach, j.scale);
        }
        for (let r = rows; r < 4; r++) {
          memory.fill(weights + <usize>r * scoreLine, 0, scoreLine);
          memory.fill(gradients + <usize>r * scoreLine, 0, scoreLine);
        }
        const dq = j.dq + base + <usize>i * line;
        multiplyRows(gradients, scoreLine, rows, keyRows, <usize>n << 5, reach, dq, line, size, 0, true, false);
        // Rows beyond the last are read as the first, times zero.
        const at1: usize = rows > 1 ? line : 0;
        const at2: usize = rows > 2 ? line << 1 : 0;
        const at3: usize = rows > 3 ? 3 * line : <usize>0;
        addOuter(gradients, scoreLine, reach, query, query + at1, query + at2, query + at3, j.dk + base, line, size);
        addOuter(weights, scoreLine, reach, dy, dy + at1, dy + at2, dy + at3, j.dv + base, line, size);
      }
    }
  }
}
