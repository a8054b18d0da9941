// Moving elements of 4 bytes about: joining, cutting, picking and transposing.

@unmanaged
class CopyRowsJob {
  from: usize;
  to: usize;
  rows: i32;
  /** Elements of a row that are copied. */
  width: i32;
  /** Elements from one row to the next. */
  fromStride: i32;
  toStride: i32;
  rowsPerChunk: i32;
}

/** Rows of one matrix into rows of another. */
export function copyRows(job: usize, chunk: i32): void {
  const j = changetype<CopyRowsJob>(job);
  const end = min((chunk + 1) * j.rowsPerChunk, j.rows);
  for (let row = chunk * j.rowsPerChunk; row < end; row++) {
    const from = j.from + ((<usize>row * j.fromStride) << 2);
    copyElements(j.to + ((<usize>row * j.toStride) << 2), from, j.width);
  }
}

// @ts-ignore: decorator
@inline
function copyElements(to: usize, from: usize, count: i32): void {
  if (count > 64) {
    memory.copy(to, from, <usize>count << 2);
    return;
  }
  let i = 0;
  for (; i + 4 <= count; i += 4, to += 16, from += 16) v128.store(to, v128.load(from));
  for (; i < count; i++, to += 4, from += 4) store<u32>(to, load<u32>(from));
}

@unmanaged
class GatherJob {
  table: usize;
  index: usize;
  out: usize;
  count: i32;
  width: i32;
  rowsPerChunk: i32;
}

/** out[i] = table[index[i]]. The caller has checked the indices. */
export function gatherRows(job: usize, chunk: i32): void {
  const j = changetype<GatherJob>(job);
  const end = min((chunk + 1) * j.rowsPerChunk, j.count);
  for (let i = chunk * j.rowsPerChunk; i < end; i++) {
    const row = load<i32>(j.index + (<usize>i << 2));
    copyElements(j.out + ((<usize>i * j.width) << 2), j.table + ((<usize>row * j.width) << 2), j.width);
  }
}

@unmanaged
class SegmentJob {
  x: usize;
  index: usize;
  out: usize;
  count: i32;
  width: i32;
  segments: i32;
  segmentsPerChunk: i32;
}

/** out[s] = the sum of the rows whose index is s, in their order; rows of an index out of range are left out. */
export function segmentSum(job: usize, chunk: i32): void {
  const j = changetype<SegmentJob>(job);
  const start = chunk * j.segmentsPerChunk;
  const end = min(start + j.segmentsPerChunk, j.segments);
  memory.fill(j.out + ((<usize>start * j.width) << 2), 0, (<usize>(end - start) * j.width) << 2);
  for (let i = 0; i < j.count; i++) {
    const segment = load<i32>(j.index + (<usize>i << 2));
    if (segment < start || segment >= end) continue;
    let from = j.x + ((<usize>i * j.width) << 2);
    let to = j.out + ((<usize>segment * j.width) << 2);
    let c = 0;
    for (; c + 4 <= j.width; c += 4, from += 16, to += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    for (; c < j.width; c++, from += 4, to += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
  }
}

@unmanaged
class PermuteJob {
  x: usize;
  out: usize;
  /** Sizes of the output's axes, the last one innermost. */
  n0: i32;
  n1: i32;
  n2: i32;
  n3: i32;
  /** Elements of x from one index of each of these axes to the next. */
  s0: i32;
  s1: i32;
  s2: i32;
  s3: i32;
  /** Rows of the innermost two axes a chunk. */
  rowsPerChunk: i32;
}

/** The axes of x in another order: out[i0, i1, i2, i3] = x[i0 · s0 + i1 · s1 + i2 · s2 + i3 · s3]. */
export function permute(job: usize, chunk: i32): void {
  const j = changetype<PermuteJob>(job);
  const rows = j.n0 * j.n1 * j.n2;
  const end = min((chunk + 1) * j.rowsPerChunk, rows);
  let row = chunk * j.rowsPerChunk;
  while (row < end) {
    const i2 = row % j.n2;
    const upper = row / j.n2;
    const base = j.x + ((<usize>(upper / j.n1) * j.s0 + <usize>(upper % j.n1) * j.s1) << 2);
    const out = j.out + ((<usize>row * j.n3) << 2);
    if (j.s3 == 1) {
      copyElements(out, base + ((<usize>i2 * j.s2) << 2), j.n3);
      row++;
    } else if (j.s2 == 1 && i2 + 4 <= j.n2 && row + 4 <= end) {
      transposeFour(base + (<usize>i2 << 2), <usize>j.s3 << 2, out, j.n3);
      row += 4;
    } else {
      let from = base + ((<usize>i2 * j.s2) << 2);
      for (let i3 = 0; i3 < j.n3; i3++, from += <usize>j.s3 << 2) {
        store<u32>(out + (<usize>i3 << 2), load<u32>(from));
      }
      row++;
    }
  }
}

/** Four columns of x become four rows of n elements. */
// @ts-ignore: decorator
@inline
function transposeFour(from: usize, line: usize, out: usize, n: i32): void {
  const next = <usize>n << 2;
  let i = 0;
  for (; i + 4 <= n; i += 4, from += line << 2, out += 16) {
    const r0 = v128.load(from);
    const r1 = v128.load(from + line);
    const r2 = v128.load(from + 2 * line);
    const r3 = v128.load(from + 3 * line);
    const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5));
    v128.store(out + next, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7));
    v128.store(out + 2 * next, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5));
    v128.store(out + 3 * next, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7));
  }
  for (; i < n; i++, from += line, out += 4) {
    store<f32>(out, load<f32>(from));
    store<f32>(out + next, load<f32>(from, 4));
    store<f32>(out + 2 * next, load<f32>(from, 8));
    store<f32>(out + 3 * next, load<f32>(from, 12));
  }
}

@unmanaged
class FillJob {
  out: usize;
  length: i32;
  chunkLength: i32;
  value: f32;
}

/** out[i] = value. */
export function fillFloats(job: usize, chunk: i32): void {
  const j = changetype<FillJob>(job);
  const start = <usize>chunk * j.chunkLength;
  const end = j.out + (min(start + j.chunkLength, <usize>j.length) << 2);
  const value = f32x4.splat(j.value);
  for (let at = j.out + (start << 2); at < end; at += 16) v128.store(at, value);
}
