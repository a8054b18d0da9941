/**
 * Root mean squared error: √(Σ (predicted − observed)² / n), in the unit of the ratings.
 *
 * @param predicted [n], at least one
 * @param observed [n]
 */
export function rmse(predicted: Float32Array, observed: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++) sum += ((predicted[i] as number) - (observed[i] as number)) ** 2;
  return Math.sqrt(sum / observed.length);
}
