/**
 * The Gramian VᵀV of vectors in 64 bits, both triangles.
 *
 * @param vectors [n, dim], row-major
 * @returns [dim, dim]
 */
export function gramian(vectors: Float32Array, dim: number): Float64Array {
  const result = new Float64Array(dim * dim);
  for (let start = 0; start < vectors.length; start += dim) {
    for (let i = 0; i < dim; i++) {
      const value = vectors[start + i] as number;
      const row = i * dim;
      for (let j = 0; j <= i; j++) {
        result[row + j] = (result[row + j] as number) + value * (vectors[start + j] as number);
      }
    }
  }
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j < i; j++) result[j * dim + i] = result[i * dim + j] as number;
  }
  return result;
}
