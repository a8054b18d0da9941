// Alternating least squares for implicit data: each row's regularised normal equations, solved by Cholesky.
//
// Matrices are [dim, dim] with dim a multiple of 8; the upper triangle is what counts.
import { madd, sum } from "./simd";

/** Vectors gathered before their outer products are added: they stay in the nearest cache. */
// @ts-ignore: decorator
@inline
const BLOCK = 64;

@unmanaged
class IalsJob {
  /** The interactions of the rows (CSR). values: 0 where every weight is 1. */
  offsets: usize;
  columns: usize;
  values: usize;
  /** [chunks + 1] where each chunk's rows begin */
  starts: usize;
  /** [numColumns, dim] the vectors that are held still */
  fixed: usize;
  /** [rows, dim] the vectors to be solved for */
  solved: usize;
  /** [dim, dim] the weighted Gramian of the fixed vectors */
  gramian: usize;
  /** [rows] what is added to the diagonal, above 0 */
  l2: usize;
  /** [chunks, dim * (dim + BLOCK + 1)] */
  workspaces: usize;
  dim: i32;
}

/** Solves for the vectors of the chunk's rows. */
export function ialsRows(job: usize, chunk: i32): void {
  const j = changetype<IalsJob>(job);
  const bytes = <usize>j.dim << 2;
  const matrix = j.workspaces + <usize>chunk * bytes * (j.dim + BLOCK + 1);
  const block = matrix + bytes * j.dim;
  const target = block + bytes * BLOCK;
  const start = load<i32>(j.starts + (<usize>chunk << 2));
  const end = load<i32>(j.starts + (<usize>chunk << 2), 4);
  for (let row = start; row < end; row++) {
    memory.copy(matrix, j.gramian, bytes * j.dim);
    memory.fill(target, 0, bytes);
    const l2 = load<f32>(j.l2 + (<usize>row << 2));
    for (let d: usize = 0; d < <usize>j.dim; d++) {
      const diagonal = matrix + d * (bytes + 4);
      store<f32>(diagonal, load<f32>(diagonal) + l2);
    }
    const last = load<i32>(j.offsets + (<usize>row << 2), 4);
    for (let i = load<i32>(j.offsets + (<usize>row << 2)); i < last; i += BLOCK) {
      const count = min(BLOCK, last - i);
      gather(j, i, count, block, target);
      addOuterProducts(matrix, block, count, j.dim);
    }
    factorise(matrix, j.dim);
    solve(matrix, target, j.solved + <usize>row * bytes, j.dim);
  }
}

/** Copies the vectors of some interactions, by the roots of their weights, and adds them, by the weights, to target. */
function gather(j: IalsJob, first: i32, count: i32, block: usize, target: usize): void {
  const bytes = <usize>j.dim << 2;
  let out = block;
  for (let i = first; i < first + count; i++) {
    const source = j.fixed + <usize>load<i32>(j.columns + (<usize>i << 2)) * bytes;
    if (j.values) {
      const root = f32x4.splat(sqrt<f32>(load<f32>(j.values + (<usize>i << 2))));
      for (let d: usize = 0; d < bytes; d += 16) {
        const scaled = f32x4.mul(root, v128.load(source + d));
        v128.store(out + d, scaled);
        v128.store(target + d, madd(root, scaled, v128.load(target + d)));
      }
    } else {
      for (let d: usize = 0; d < bytes; d += 16) {
        const value = v128.load(source + d);
        v128.store(out + d, value);
        v128.store(target + d, f32x4.add(value, v128.load(target + d)));
      }
    }
    out += bytes;
  }
}

/** matrix += the sum of the outer products of `count` vectors, on and above the diagonal. */
function addOuterProducts(matrix: usize, vectors: usize, count: i32, dim: i32): void {
  for (let row = 0; row < dim; row += 4) {
    for (let column = row & ~7; column < dim; column += 8) {
      outerProductTile(matrix, vectors, count, <usize>dim << 2, row, column, false);
    }
  }
}

/** Four rows × eight columns of matrix ± the sum of the outer products of `count` vectors. */
// @ts-ignore: decorator
@inline
function outerProductTile(
  matrix: usize,
  vectors: usize,
  count: i32,
  bytes: usize,
  row: i32,
  column: i32,
  subtracts: bool,
): void {
  let a = vectors + (<usize>row << 2);
  const end = vectors + <usize>count * bytes;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  for (let b = vectors + (<usize>column << 2); b < end; b += bytes, a += bytes) {
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
  let out = matrix + <usize>row * bytes + (<usize>column << 2);
  combine(out, c00, c01, subtracts), (out += bytes);
  combine(out, c10, c11, subtracts), (out += bytes);
  combine(out, c20, c21, subtracts), (out += bytes);
  combine(out, c30, c31, subtracts);
}

// @ts-ignore: decorator
@inline
function combine(out: usize, low: v128, high: v128, subtracts: bool): void {
  const c0 = v128.load(out), c1 = v128.load(out, 16);
  v128.store(out, subtracts ? f32x4.sub(c0, low) : f32x4.add(c0, low));
  v128.store(out, subtracts ? f32x4.sub(c1, high) : f32x4.add(c1, high), 16);
}

/** Replaces the upper triangle of A by U, A = Uᵀ U, eight rows at a time. */
function factorise(matrix: usize, dim: i32): void {
  const bytes = <usize>dim << 2;
  for (let k = 0; k < dim; k += 8) {
    const rows = matrix + <usize>k * bytes;
    factoriseFour(rows, <usize>k << 2, bytes);
    subtractFour(matrix, rows, k + 4, bytes);
    subtractFour(matrix, rows, k + 6, bytes);
    factoriseFour(rows + 4 * bytes, <usize>(k + 4) << 2, bytes);
    for (let row = k + 8; row < dim; row += 4) {
      for (let column = row & ~7; column < dim; column += 8) outerProductTile(matrix, rows, 8, bytes, row, column, true);
    }
  }
}

/** Factorises four rows, from the column `from`, where their diagonal begins. */
function factoriseFour(row0: usize, from: usize, bytes: usize): void {
  const row1 = row0 + bytes, row2 = row1 + bytes, row3 = row2 + bytes;
  const s0: f32 = 1 / sqrt<f32>(load<f32>(row0 + from));
  const u01 = s0 * load<f32>(row0 + from, 4), u02 = s0 * load<f32>(row0 + from, 8), u03 = s0 * load<f32>(row0 + from, 12);
  const s1: f32 = 1 / sqrt<f32>(load<f32>(row1 + from, 4) - u01 * u01);
  const u12 = s1 * (load<f32>(row1 + from, 8) - u01 * u02), u13 = s1 * (load<f32>(row1 + from, 12) - u01 * u03);
  const s2: f32 = 1 / sqrt<f32>(load<f32>(row2 + from, 8) - u02 * u02 - u12 * u12);
  const u23 = s2 * (load<f32>(row2 + from, 12) - u02 * u03 - u12 * u13);
  const s3: f32 = 1 / sqrt<f32>(load<f32>(row3 + from, 12) - u03 * u03 - u13 * u13 - u23 * u23);
  for (let c = from; c < bytes; c += 16) {
    const r0 = f32x4.mul(f32x4.splat(s0), v128.load(row0 + c));
    const r1 = f32x4.mul(f32x4.splat(s1), madd(f32x4.splat(-u01), r0, v128.load(row1 + c)));
    const m2 = madd(f32x4.splat(-u12), r1, madd(f32x4.splat(-u02), r0, v128.load(row2 + c)));
    const r2 = f32x4.mul(f32x4.splat(s2), m2);
    const m3 = madd(f32x4.splat(-u13), r1, madd(f32x4.splat(-u03), r0, v128.load(row3 + c)));
    v128.store(row0 + c, r0), v128.store(row1 + c, r1), v128.store(row2 + c, r2);
    v128.store(row3 + c, f32x4.mul(f32x4.splat(s3), madd(f32x4.splat(-u23), r2, m3)));
  }
}

/** Rows i and i + 1 minus the multiples of four finished rows. */
function subtractFour(matrix: usize, row0: usize, i: i32, bytes: usize): void {
  const first = matrix + <usize>i * bytes, second = first + bytes;
  const row1 = row0 + bytes, row2 = row1 + bytes, row3 = row2 + bytes;
  const place = <usize>i << 2;
  const f0 = f32x4.splat(-load<f32>(row0 + place)), g0 = f32x4.splat(-load<f32>(row0 + place, 4));
  const f1 = f32x4.splat(-load<f32>(row1 + place)), g1 = f32x4.splat(-load<f32>(row1 + place, 4));
  const f2 = f32x4.splat(-load<f32>(row2 + place)), g2 = f32x4.splat(-load<f32>(row2 + place, 4));
  const f3 = f32x4.splat(-load<f32>(row3 + place)), g3 = f32x4.splat(-load<f32>(row3 + place, 4));
  for (let c = place & ~15; c < bytes; c += 16) {
    const r0 = v128.load(row0 + c), r1 = v128.load(row1 + c), r2 = v128.load(row2 + c), r3 = v128.load(row3 + c);
    v128.store(first + c, madd(f3, r3, madd(f2, r2, madd(f1, r1, madd(f0, r0, v128.load(first + c))))));
    v128.store(second + c, madd(g3, r3, madd(g2, r2, madd(g1, r1, madd(g0, r0, v128.load(second + c))))));
  }
}

/** Solves UᵀU x = target, four numbers at a time. Writes over target. */
function solve(factor: usize, target: usize, x: usize, dim: i32): void {
  const bytes = <usize>dim << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const row0 = factor + (at >> 2) * bytes, row1 = row0 + bytes, row2 = row1 + bytes, row3 = row2 + bytes;
    const t = target + at;
    const y0 = load<f32>(t) / load<f32>(row0 + at);
    const y1 = (load<f32>(t, 4) - load<f32>(row0 + at, 4) * y0) / load<f32>(row1 + at, 4);
    const y2 =
      (load<f32>(t, 8) - load<f32>(row0 + at, 8) * y0 - load<f32>(row1 + at, 8) * y1) / load<f32>(row2 + at, 8);
    const y3 =
      (load<f32>(t, 12) - load<f32>(row0 + at, 12) * y0 - load<f32>(row1 + at, 12) * y1 - load<f32>(row2 + at, 12) * y2) /
      load<f32>(row3 + at, 12);
    store<f32>(t, y0), store<f32>(t, y1, 4), store<f32>(t, y2, 8), store<f32>(t, y3, 12);
    const f0 = f32x4.splat(-y0), f1 = f32x4.splat(-y1), f2 = f32x4.splat(-y2), f3 = f32x4.splat(-y3);
    for (let c = at + 16; c < bytes; c += 16) {
      const sum01 = madd(f1, v128.load(row1 + c), madd(f0, v128.load(row0 + c), v128.load(target + c)));
      v128.store(target + c, madd(f3, v128.load(row3 + c), madd(f2, v128.load(row2 + c), sum01)));
    }
  }
  for (let at = bytes; at > 0; ) {
    at -= 16;
    const row0 = factor + (at >> 2) * bytes, row1 = row0 + bytes, row2 = row1 + bytes, row3 = row2 + bytes;
    let d0 = f32x4.splat(0), d1 = d0, d2 = d0, d3 = d0;
    for (let c = at + 16; c < bytes; c += 16) {
      const known = v128.load(x + c);
      d0 = madd(v128.load(row0 + c), known, d0), d1 = madd(v128.load(row1 + c), known, d1);
      d2 = madd(v128.load(row2 + c), known, d2), d3 = madd(v128.load(row3 + c), known, d3);
    }
    const t = target + at;
    const x3 = (load<f32>(t, 12) - sum(d3)) / load<f32>(row3 + at, 12);
    const x2 = (load<f32>(t, 8) - sum(d2) - load<f32>(row2 + at, 12) * x3) / load<f32>(row2 + at, 8);
    const x1 =
      (load<f32>(t, 4) - sum(d1) - load<f32>(row1 + at, 8) * x2 - load<f32>(row1 + at, 12) * x3) / load<f32>(row1 + at, 4);
    const x0 =
      (load<f32>(t) - sum(d0) - load<f32>(row0 + at, 4) * x1 - load<f32>(row0 + at, 8) * x2 - load<f32>(row0 + at, 12) * x3) /
      load<f32>(row0 + at);
    store<f32>(x + at, x0), store<f32>(x + at, x1, 4), store<f32>(x + at, x2, 8), store<f32>(x + at, x3, 12);
  }
}

@unmanaged
class GramianJob {
  /** [rows, dim] */
  vectors: usize;
  /** [chunks, dim, dim] */
  partial: usize;
  rows: i32;
  dim: i32;
  chunkRows: i32;
}

/** The sum of the outer products of the chunk's vectors. */
export function gramianRows(job: usize, chunk: i32): void {
  const j = changetype<GramianJob>(job);
  const bytes = <usize>j.dim << 2;
  const out = j.partial + <usize>chunk * bytes * j.dim;
  memory.fill(out, 0, bytes * j.dim);
  const end = min((chunk + 1) * j.chunkRows, j.rows);
  for (let row = chunk * j.chunkRows; row < end; row += BLOCK) {
    addOuterProducts(out, j.vectors + <usize>row * bytes, min(BLOCK, end - row), j.dim);
  }
}
