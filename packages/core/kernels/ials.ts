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

/** matrix += the sum of the outer products of `count` vectors, in tiles of 4 × 8 on and above the diagonal. */
function addOuterProducts(matrix: usize, vectors: usize, count: i32, dim: i32): void {
  const bytes = <usize>dim << 2;
  const end = vectors + <usize>count * bytes;
  for (let row = 0; row < dim; row += 4) {
    for (let column = row & ~7; column < dim; column += 8) {
      const out = matrix + <usize>row * bytes + (<usize>column << 2);
      let c00 = v128.load(out), c01 = v128.load(out, 16);
      let c10 = v128.load(out + bytes), c11 = v128.load(out + bytes, 16);
      let c20 = v128.load(out + 2 * bytes), c21 = v128.load(out + 2 * bytes, 16);
      let c30 = v128.load(out + 3 * bytes), c31 = v128.load(out + 3 * bytes, 16);
      let a = vectors + (<usize>row << 2);
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
      v128.store(out, c00), v128.store(out, c01, 16);
      v128.store(out + bytes, c10), v128.store(out + bytes, c11, 16);
      v128.store(out + 2 * bytes, c20), v128.store(out + 2 * bytes, c21, 16);
      v128.store(out + 3 * bytes, c30), v128.store(out + 3 * bytes, c31, 16);
    }
  }
}

/** Replaces the upper triangle of A by U, A = Uᵀ U, four rows at a time. */
function factorise(matrix: usize, dim: i32): void {
  const bytes = <usize>dim << 2;
  for (let k = 0; k < dim; k += 4) {
    const rows = matrix + <usize>k * bytes;
    const from = <usize>k << 2;
    for (let q = 0; q < 4; q++) {
      const row = rows + <usize>q * bytes;
      const scale = f32x4.splat(<f32>1 / sqrt<f32>(load<f32>(row + from + (<usize>q << 2))));
      for (let c = from; c < bytes; c += 16) v128.store(row + c, f32x4.mul(scale, v128.load(row + c)));
      for (let r = q + 1; r < 4; r++) {
        const below = rows + <usize>r * bytes;
        const factor = f32x4.splat(-load<f32>(row + from + (<usize>r << 2)));
        for (let c = from; c < bytes; c += 16) v128.store(below + c, madd(factor, v128.load(row + c), v128.load(below + c)));
      }
    }
    for (let q = 1; q < 4; q++) memory.fill(rows + <usize>q * bytes + from, 0, <usize>q << 2);
    for (let i = k + 4; i < dim; i += 2) subtractRows(matrix, rows, i, bytes);
  }
}

/** Rows i and i + 1 minus the multiples of four finished rows. */
function subtractRows(matrix: usize, rows: usize, i: i32, bytes: usize): void {
  const first = matrix + <usize>i * bytes;
  const second = first + bytes;
  const row1 = rows + bytes;
  const row2 = row1 + bytes;
  const row3 = row2 + bytes;
  const place = <usize>i << 2;
  const f0 = f32x4.splat(-load<f32>(rows + place)), g0 = f32x4.splat(-load<f32>(rows + place, 4));
  const f1 = f32x4.splat(-load<f32>(row1 + place)), g1 = f32x4.splat(-load<f32>(row1 + place, 4));
  const f2 = f32x4.splat(-load<f32>(row2 + place)), g2 = f32x4.splat(-load<f32>(row2 + place, 4));
  const f3 = f32x4.splat(-load<f32>(row3 + place)), g3 = f32x4.splat(-load<f32>(row3 + place, 4));
  for (let c = place & ~15; c < bytes; c += 16) {
    const r0 = v128.load(rows + c), r1 = v128.load(row1 + c), r2 = v128.load(row2 + c), r3 = v128.load(row3 + c);
    v128.store(first + c, madd(f3, r3, madd(f2, r2, madd(f1, r1, madd(f0, r0, v128.load(first + c))))));
    v128.store(second + c, madd(g3, r3, madd(g2, r2, madd(g1, r1, madd(g0, r0, v128.load(second + c))))));
  }
}

/** Solves UᵀU x = target. Writes over target. */
function solve(factor: usize, target: usize, x: usize, dim: i32): void {
  const bytes = <usize>dim << 2;
  for (let k = 0; k < dim; k++) {
    const row = factor + <usize>k * bytes;
    const place = <usize>k << 2;
    const value = load<f32>(target + place) / load<f32>(row + place);
    const factorOfRow = f32x4.splat(-value);
    // The factor is zero before the diagonal of its four rows, so that what is solved stays.
    for (let c = place & ~15; c < bytes; c += 16)
      v128.store(target + c, madd(factorOfRow, v128.load(row + c), v128.load(target + c)));
    store<f32>(target + place, value);
  }
  memory.fill(x, 0, bytes);
  for (let k = dim - 1; k >= 0; k--) {
    const row = factor + <usize>k * bytes;
    const place = <usize>k << 2;
    // x is still zero up to k, where the factor has no entries.
    let dots = f32x4.splat(0);
    for (let c = place & ~15; c < bytes; c += 16) dots = madd(v128.load(row + c), v128.load(x + c), dots);
    store<f32>(x + place, (load<f32>(target + place) - sum(dots)) / load<f32>(row + place));
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
