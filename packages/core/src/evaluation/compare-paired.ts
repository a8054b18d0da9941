import { IncomparableResultsError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { assertComparable } from "./assert-comparable.js";
import { type BootstrapOptions, bounds, resample } from "./bootstrap-interval.js";
import type { Evaluation } from "./evaluation.js";
import { type MetricTerms, metricOf, metricTerms } from "./metric-terms.js";

export interface ComparePairedOptions extends BootstrapOptions {
  /** The metric, such as `ndcg@10`. */
  readonly metric: string;
  /** Times the users are swapped at random; 10,000 unless set. The smallest p-value there can be is about 1 / this. */
  readonly permutations?: number;
}

/** How two systems differ on the same users. */
export interface PairedComparison {
  readonly metric: string;
  readonly a: number;
  readonly b: number;
  /** a − b: the size of the effect. */
  readonly difference: number;
  /** Of the difference: the percentile bootstrap over users. */
  readonly low: number;
  readonly high: number;
  /** How often a difference as large comes about where the two are alike: the paired randomisation test, two-sided. */
  readonly pValue: number;
  readonly numUsers: number;
  /** Users for whom a has the greater value, the same one, and the smaller one. */
  readonly greater: number;
  readonly equal: number;
  readonly smaller: number;
}

/**
 * Compares two systems user by user.
 *
 * The test is Fisher's randomisation: were the systems alike, each user's two values could as well be swapped, so the
 * difference is held against those of many random swaps. It asks about the means themselves and assumes no
 * distribution. On test sets of this field's size it keeps its error rate, as the t-test and the bootstrap do, where
 * the Wilcoxon and sign tests find differences that are none (Smucker, Allan & Carterette, CIKM 2007; Ihemelandu &
 * Ekstrand, SIGIR 2023). With thousands of users almost every difference is significant: read its size and interval
 * first. p = (1 + swaps as extreme) / (1 + swaps) (Phipson & Smyth 2010).
 *
 * Several comparisons need a stricter level, each: divide it by their number (Bonferroni).
 *
 * @throws IncomparableResultsError for different protocols or users, InvalidConfigError for a metric without values per
 *   user or an option out of range
 */
export async function comparePaired(
  a: Evaluation,
  b: Evaluation,
  options: ComparePairedOptions,
): Promise<PairedComparison> {
  await assertComparable(a, b);
  checkSameUsers(a, b);
  const { metric, seed, permutations = 10_000 } = options;
  const [left, right] = [metricTerms(a, metric), metricTerms(b, metric)];
  const numUsers = a.users.length;
  const everybody = Int32Array.from({ length: numUsers }, (_, i) => i);
  const [valueA, valueB] = [metricOf(left, everybody), metricOf(right, everybody)];
  const differences = resample(numUsers, options, (users) => metricOf(left, users) - metricOf(right, users));
  const signs = Float64Array.from(left.sums, (sum, i) => Math.sign(sum - (right.sums[i] as number)));
  const count = (wanted: number) => signs.reduce((sum, sign) => sum + (sign === wanted ? 1 : 0), 0);
  return {
    metric,
    a: valueA,
    b: valueB,
    difference: valueA - valueB,
    ...bounds(Float64Array.from(differences), options),
    pValue: randomisationTest(left, right, { seed, permutations }),
    numUsers,
    greater: count(1),
    equal: count(0),
    smaller: count(-1),
  };
}

function checkSameUsers(a: Evaluation, b: Evaluation): void {
  const same = a.users.length === b.users.length && a.users.every((user, i) => user === b.users[i]);
  if (!same) {
    throw new IncomparableResultsError(
      `The results are of ${a.users.length} and ${b.users.length} users, and not of the same: evaluate both on the same test data.`,
    );
  }
}

/** Rounding must not make the difference itself less extreme than itself. */
const tolerance = 1e-12;

function randomisationTest(
  left: MetricTerms,
  right: MetricTerms,
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): number {
  const sum = (values: Float64Array | Int32Array) => values.reduce((total, value) => total + value, 0);
  const [sumLeft, sumRight, weight] = [sum(left.sums), sum(right.sums), sum(left.weights)];
  // A swap moves a user's difference from one sum to the other; users without one change nothing.
  const moves = left.sums.map((value, i) => value - (right.sums[i] as number)).filter((move) => move !== 0);
  const difference = (moved: number) =>
    Math.abs(left.finish((sumLeft - moved) / weight) - right.finish((sumRight + moved) / weight));
  const observed = difference(0);
  const random = createRandom(seed).fork("randomisation");
  let extreme = 0;
  for (let p = 0; p < permutations; p++) {
    let moved = 0;
    let coins = 0;
    for (let i = 0; i < moves.length; i++) {
      // One draw gives the coins of 32 users.
      coins = i % 32 === 0 ? random.integer(2 ** 32) | 0 : coins >>> 1;
      moved += (coins & 1) * (moves[i] as number);
    }
    if (difference(moved) >= observed * (1 - tolerance)) extreme++;
  }
  return (1 + extreme) / (1 + permutations);
}
