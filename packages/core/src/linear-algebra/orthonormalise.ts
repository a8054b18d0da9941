import { gramian } from "./gramian.js";

/** Of a column's squared length: less than this left means that the column is a sum of those before it. */
const dependent = 1e-12;

/**
 * Makes the columns of a matrix orthonormal, in place, by the Cholesky factor of their products. A column that is a sum
 * of those before it becomes zero.
 *
 * Yamamoto, Nakatsukasa, Yanagisawa & Fukaya, Roundoff error analysis of the CholeskyQR2 algorithm, ETNA 44, 2015.
 *
 * @param matrix [n, numColumns], row-major
 * @param passes two give full precision; one keeps nearly parallel columns apart
 */
export function orthonormalise(matrix: Float32Array, numColumns: number, passes = 2): void {
  for (let pass = 0; pass < passes; pass++) {
    const factor = choleskyFactor(gramian(matrix, numColumns), numColumns);
    const row = new Float64Array(numColumns);
    for (let start = 0; start < matrix.length; start += numColumns) {
      for (let c = 0; c < numColumns; c++) {
        const diagonal = factor[c * numColumns + c] as number;
        let value = matrix[start + c] as number;
        for (let k = 0; k < c; k++) value -= (factor[c * numColumns + k] as number) * (row[k] as number);
        row[c] = diagonal > 0 ? value / diagonal : 0;
      }
      matrix.set(row, start);
    }
  }
}

/** L of A = L Lᵀ, with a zero row and column for each that depends on those before it. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j < i; j++) {
      const diagonal = factor[j * size + j] as number;
      let value = matrix[row + j] as number;
      for (let k = 0; k < j; k++) value -= (factor[row + k] as number) * (factor[j * size + k] as number);
      factor[row + j] = diagonal > 0 ? value / diagonal : 0;
    }
    const whole = matrix[row + i] as number;
    let left = whole;
    for (let k = 0; k < i; k++) left -= (factor[row + k] as number) ** 2;
    factor[row + i] = left > dependent * whole ? Math.sqrt(left) : 0;
  }
  return factor;
}
