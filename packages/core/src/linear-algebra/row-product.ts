/** The dot product of two rows of `matrix`, [rows, dim]. */
export function rowProduct(matrix: Float32Array, dim: number, [a, b]: readonly [number, number]): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (matrix[a * dim + d] as number) * (matrix[b * dim + d] as number);
  return sum;
}
