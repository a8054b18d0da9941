/** Of a column's length: less than this left means that the column was a sum of those before it. */
const dependent = 1e-6;

/**
 * Makes the columns of a matrix orthonormal, in place, by the modified Gram–Schmidt process. A column that is a sum of
 * those before it becomes zero.
 *
 * @param matrix [n, numColumns], row-major
 * @param passes twice is enough for full precision (Giraud, Langou & Rozložník, 2005); once keeps nearly parallel
 *   columns apart
 */
export function orthonormalise(matrix: Float32Array, numColumns: number, passes = 2): void {
  const numRows = matrix.length / numColumns;
  const columns = Array.from({ length: numColumns }, (_, c) =>
    Float64Array.from({ length: numRows }, (_, row) => matrix[row * numColumns + c] as number),
  );
  for (const [c, column] of columns.entries()) {
    const before = length(column);
    for (let pass = 0; pass < passes; pass++) {
      for (const other of columns.slice(0, c)) addScaled(column, other, -dot(column, other));
    }
    const after = length(column);
    const scale = after > dependent * before ? 1 / after : 0;
    for (let row = 0; row < numRows; row++) {
      column[row] = (column[row] as number) * scale;
      matrix[row * numColumns + c] = column[row] as number;
    }
  }
}

function length(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** vector += scale · other */
function addScaled(vector: Float64Array, other: Float64Array, scale: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) + scale * (other[i] as number);
}
