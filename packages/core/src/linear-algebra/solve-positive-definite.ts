/**
 * Solves A x = b by Cholesky's factorisation A = L Lᵀ.
 *
 * @param matrix [size, size] symmetric positive definite; its lower triangle is read, and replaced by L
 * @param vector [size] b, replaced by x; not a number where A is not positive definite
 */
export function solvePositiveDefinite(matrix: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      let value = matrix[row + j] as number;
      for (let k = 0; k < j; k++) value -= (matrix[row + k] as number) * (matrix[j * size + k] as number);
      matrix[row + j] = i === j ? Math.sqrt(value) : value / (matrix[j * size + j] as number);
    }
    let value = vector[i] as number;
    for (let k = 0; k < i; k++) value -= (matrix[row + k] as number) * (vector[k] as number);
    vector[i] = value / (matrix[row + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let value = vector[i] as number;
    for (let k = i + 1; k < size; k++) value -= (matrix[k * size + i] as number) * (vector[k] as number);
    vector[i] = value / (matrix[i * size + i] as number);
  }
}
