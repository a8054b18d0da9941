import { InvalidConfigError } from "../errors/errors.js";

/**
 * Sweeps one pivot of a symmetric positive definite matrix A, in place: for i, j other than the pivot k
 *
 * ```
 *   A[i, j] −= A[i, k] A[k, j] / A[k, k]      A[i, k] /= A[k, k]      A[k, k] = −1 / A[k, k]
 * ```
 *
 * Once all pivots are swept, A is its own negative inverse. Only the lower triangle is read and written. The plain twin
 * of the kernels `sweepPanels` and `sweepRows`, which sweep a block of pivots at once.
 *
 * Goodnight, A tutorial on the SWEEP operator, The American Statistician 33(3), 1979.
 *
 * @param lower [size, size]
 * @throws InvalidConfigError where A is not positive definite within the precision of its numbers
 */
export function sweepPivot(lower: Float32Array | Float64Array, size: number, pivot: number): void {
  const column = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    column[i] = lower[i < pivot ? pivot * size + i : i * size + pivot] as number;
  }
  const value = column[pivot] as number;
  if (!(value > 0)) throw notPositiveDefinite();
  column[pivot] = 0;
  for (let i = 0; i < size; i++) {
    const factor = (column[i] as number) / value;
    if (factor === 0) continue;
    const row = i * size;
    for (let j = 0; j <= i; j++) lower[row + j] = (lower[row + j] as number) - factor * (column[j] as number);
    lower[i < pivot ? pivot * size + i : row + pivot] = factor;
  }
  lower[pivot * size + pivot] = -1 / value;
}

/** Copies the lower triangle to the upper one. */
export function mirrorLower(lower: Float32Array | Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) lower[j * size + i] = lower[i * size + j] as number;
  }
}

export function notPositiveDefinite(): InvalidConfigError {
  return new InvalidConfigError(
    "The regularised Gram matrix is not positive definite in 32 bits: raise l2, and check that values are not of very different sizes.",
  );
}
