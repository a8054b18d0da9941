export interface SymmetricEigen {
  /** [size] descending */
  readonly values: Float64Array;
  /** [size, size] row i is the unit eigenvector of value i */
  readonly vectors: Float64Array;
}

const maxSweeps = 40;
/** Of the matrix's norm: what is left off the diagonal in the end. */
const tolerance = 1e-15;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: O(size³) a sweep, some ten sweeps.
 *
 * Golub & Van Loan, Matrix computations, section 8.5.
 *
 * @param matrix [size, size], both triangles; not changed
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const limit = tolerance * Math.hypot(...norms(a, size));
  for (let sweep = 0; sweep < maxSweeps && offDiagonal(a, size) > limit; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, { size, p, q });
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => (a[j * size + j] as number) - (a[i * size + i] as number),
  );
  const sorted = new Float64Array(size * size);
  for (const [place, i] of order.entries()) {
    sorted.set(vectors.subarray(i * size, (i + 1) * size), place * size);
  }
  return { values: Float64Array.from(order, (i) => a[i * size + i] as number), vectors: sorted };
}

/** Makes a[p, q] zero by a rotation of rows and columns p and q; `vectors` has the rotations in its rows. */
function rotate(
  a: Float64Array,
  vectors: Float64Array,
  { size, p, q }: { size: number; p: number; q: number },
): void {
  const apq = a[p * size + q] as number;
  if (apq === 0) return;
  const difference = (a[q * size + q] as number) - (a[p * size + p] as number);
  const theta = difference / (2 * apq);
  const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p] as number, a[k * size + q] as number];
    a[k * size + p] = cosine * kp - sine * kq;
    a[k * size + q] = sine * kp + cosine * kq;
  }
  rotateRows(a, size, { p, q, cosine, sine });
  rotateRows(vectors, size, { p, q, cosine, sine });
}

function rotateRows(
  rows: Float64Array,
  size: number,
  { p, q, cosine, sine }: { p: number; q: number; cosine: number; sine: number },
): void {
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [rows[p * size + k] as number, rows[q * size + k] as number];
    rows[p * size + k] = cosine * pk - sine * qk;
    rows[q * size + k] = sine * pk + cosine * qk;
  }
}

function norms(a: Float64Array, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.hypot(...a.subarray(i * size, (i + 1) * size)));
}

/** The root of the sum of squares above the diagonal. */
function offDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) sum += (a[i * size + j] as number) ** 2;
  }
  return Math.sqrt(sum);
}
