import { InvalidConfigError } from "../errors/errors.js";
import { metricMean } from "../metrics/metric-mean.js";
import type { Evaluation } from "./evaluation.js";

/**
 * A metric as a ratio of sums over users, which resampling and swapping users work on:
 *
 * ```
 * metric = finish(Σ sums / Σ weights)
 * ```
 */
export interface MetricTerms {
  /** [users] weight · value, a squared value for a quadratic mean */
  readonly sums: Float64Array;
  /** [users] */
  readonly weights: Int32Array;
  finish(mean: number): number;
}

/** @throws InvalidConfigError for a metric that has no value for each user, naming those that have */
export function metricTerms({ perUser, userWeights }: Evaluation, key: string): MetricTerms {
  const values = perUser.get(key);
  if (!values) {
    throw new InvalidConfigError(
      `There are no values per user of "${key}": there are of ${[...perUser.keys()].join(", ")}.`,
    );
  }
  const mean = metricMean(key);
  return {
    sums: Float64Array.from(values, (value, i) => (userWeights[i] as number) * mean.into(value)),
    weights: userWeights,
    finish: mean.from,
  };
}

/** The metric over all users. */
export function metricOf({ sums, weights, finish }: MetricTerms): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += sums[i] as number;
    weight += weights[i] as number;
  }
  return finish(sum / weight);
}

/** The terms of the users at `positions` alone. */
export function selectTerms({ sums, weights, finish }: MetricTerms, positions: Int32Array): MetricTerms {
  return {
    sums: Float64Array.from(positions, (position) => sums[position] as number),
    weights: Int32Array.from(positions, (position) => weights[position] as number),
    finish,
  };
}
