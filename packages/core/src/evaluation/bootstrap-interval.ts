import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";

export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples; 1000 unless set. */
  readonly samples?: number;
  /** Share of resampled means within the interval; 0.95 unless set. */
  readonly level?: number;
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A confidence interval of a mean over users: the percentile bootstrap (Efron 1979). Users are resampled with
 * replacement and the quantiles of the resampled means are the bounds.
 *
 * @param values [users], such as one metric of `perUser`
 * @throws InvalidInteractionsError without values, InvalidConfigError for an option out of range
 */
export function bootstrapInterval(values: Float32Array, options: BootstrapOptions): Interval {
  const { seed, samples = 1000, level = 0.95 } = options;
  if (values.length === 0) throw new InvalidInteractionsError("There are no values to take an interval of.");
  if (!(Number.isInteger(samples) && samples >= 1))
    throw new InvalidConfigError(`samples is ${samples}: give a whole number of at least 1.`);
  if (!(level > 0 && level < 1))
    throw new InvalidConfigError(`level is ${level}: give a share between 0 and 1, such as 0.95.`);
  const random = createRandom(seed).fork("bootstrap");
  const means = new Float64Array(samples);
  for (let s = 0; s < samples; s++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[random.integer(values.length)] as number;
    means[s] = sum / values.length;
  }
  means.sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, low: quantile(means, (1 - level) / 2), high: quantile(means, (1 + level) / 2) };
}

/** Linear between the two nearest of `sorted`. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
