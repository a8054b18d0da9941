import type { Random } from "../../random/random.js";

/**
 * Turns a liking, a real number, into a rating lowest … highest: as many of `thresholds` as the liking with noise
 * exceeds, above the lowest. The noise is logistic, so this is the ordinal logit (proportional odds) model of McCullagh,
 * "Regression models for ordinal data", JRSS B 1980, and the expected rating has a closed form.
 */
export interface RatingScale {
  readonly lowest: number;
  /** Ascending, one less than there are ratings. */
  readonly thresholds: readonly number[];
  /** Scale of the logistic noise; its standard deviation is 1.81 times that. */
  readonly noise: number;
}

export function drawRating(
  { lowest, thresholds, noise }: RatingScale,
  liking: number,
  random: Random,
): number {
  // The half step keeps the logarithm finite.
  const uniform = (random.uniform() * 2 ** 32 + 0.5) / (2 ** 32 + 1);
  const noisy = liking + noise * Math.log(uniform / (1 - uniform));
  let rating = lowest;
  for (const threshold of thresholds) if (noisy > threshold) rating++;
  return rating;
}

/** The mean over the noise: the best prediction there is in squared error. */
export function expectedRating({ lowest, thresholds, noise }: RatingScale, liking: number): number {
  return thresholds.reduce((sum, threshold) => sum + sigmoid((liking - threshold) / noise), lowest);
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
