import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import type { Evaluation } from "./evaluation.js";
import { type MetricTerms, metricOf, metricTerms } from "./metric-terms.js";
import { interleave, sumRows } from "./user-rows.js";

/** How an interval is drawn. */
export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples; 1000 unless set. */
  readonly samples?: number;
  /** Share of resampled means within the interval; 0.95 unless set. */
  readonly level?: number;
}

/** A mean with its confidence interval. */
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
  const terms: MetricTerms = {
    sums: Float64Array.from(values),
    weights: new Int32Array(values.length).fill(1),
    finish: (mean) => mean,
  };
  return bootstrapTerms([terms], options)[0] as Interval;
}

/**
 * The same of an evaluation's metrics, all on the same resamples. Errors of ratings are over rows, and the interval is
 * too: a resampled user brings all his rows, since they are not independent.
 *
 * @param keys the metrics; all that have values per user unless given
 * @throws InvalidConfigError for a metric that has none or an option out of range
 */
export function bootstrapIntervals(
  evaluation: Evaluation,
  options: BootstrapOptions,
  keys: readonly string[] = [...evaluation.perUser.keys()],
): Readonly<Record<string, Interval>> {
  const intervals = bootstrapTerms(
    keys.map((key) => metricTerms(evaluation, key)),
    options,
  );
  return Object.fromEntries(keys.map((key, i) => [key, intervals[i] as Interval]));
}

/** @param columns of the same users with the same weights, at least one */
export function bootstrapTerms(
  columns: readonly MetricTerms[],
  options: BootstrapOptions,
): readonly Interval[] {
  const weights = columns[0]?.weights ?? new Int32Array();
  const rows = interleave([...columns.map(({ sums }) => sums), weights]);
  const sums = new Float64Array(rows.width);
  const resampled = resample(weights.length, options, (users) => {
    sumRows(rows, users, sums);
    const weight = sums[columns.length] as number;
    return columns.map(({ finish }, c) => finish((sums[c] as number) / weight));
  });
  return columns.map((terms, c) => ({
    mean: metricOf(terms),
    ...bounds(
      Float64Array.from(resampled, (values) => values[c] as number),
      options,
    ),
  }));
}

/**
 * What `measure` says of each resample of users.
 *
 * @param measure takes positions among the users, as many as there are; they are overwritten by the next resample
 * @throws InvalidInteractionsError without users, InvalidConfigError for an option out of range
 */
export function resample<T>(
  numUsers: number,
  { seed, samples = 1000, level = 0.95 }: BootstrapOptions,
  measure: (users: Int32Array) => T,
): T[] {
  if (numUsers === 0) throw new InvalidInteractionsError("There are no values to take an interval of.");
  if (!(Number.isInteger(samples) && samples >= 1))
    throw new InvalidConfigError(`samples is ${samples}: give a whole number of at least 1.`);
  if (!(level > 0 && level < 1))
    throw new InvalidConfigError(`level is ${level}: give a share between 0 and 1, such as 0.95.`);
  const random = createRandom(seed).fork("bootstrap");
  const users = new Int32Array(numUsers);
  return Array.from({ length: samples }, () => {
    for (let i = 0; i < numUsers; i++) users[i] = random.integer(numUsers);
    return measure(users);
  });
}

/** The quantiles of resampled values that leave out as much on either side. */
export function bounds(
  values: Float64Array,
  { level = 0.95 }: BootstrapOptions,
): Pick<Interval, "low" | "high"> {
  const sorted = values.toSorted();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

/** Linear between the two nearest of `sorted`. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}
