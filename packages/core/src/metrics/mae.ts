/**
 * Mean absolute error: Σ |predicted − observed| / n, in the unit of the ratings.
 *
 * @param predicted [n], at least one
 * @param observed [n]
 */
export function mae(predicted: Float32Array, observed: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < observed.length; i++)
    sum += Math.abs((predicted[i] as number) - (observed[i] as number));
  return sum / observed.length;
}
