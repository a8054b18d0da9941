import { IncomparableResultsError, InvalidConfigError } from "../errors/errors.js";
import { createRandom, type Random } from "../random/random.js";
import { assertComparable } from "./assert-comparable.js";
import { type BootstrapOptions, bounds, type Interval, resample } from "./bootstrap-interval.js";
import type { Evaluation } from "./evaluation.js";
import { type MetricTerms, metricOf, metricTerms } from "./metric-terms.js";
import { interleave, sumRows, type UserRows } from "./user-rows.js";

/** How two systems are compared. */
export interface ComparePairedOptions extends BootstrapOptions {
  /** The metrics, such as `ndcg@10`; all that have values per user unless given. */
  readonly metrics?: readonly string[];
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
 * @returns one for each metric, in order; all on the same resamples and swaps
 * @throws IncomparableResultsError for different protocols or users, InvalidConfigError for a metric without values per
 *   user or an option out of range
 */
export async function comparePaired(
  a: Evaluation,
  b: Evaluation,
  options: ComparePairedOptions,
): Promise<readonly PairedComparison[]> {
  await assertComparable(a, b);
  checkSameUsers(a, b);
  const { metrics = [...a.perUser.keys()], permutations = 10_000 } = options;
  if (!(Number.isInteger(permutations) && permutations >= 1))
    throw new InvalidConfigError(`permutations is ${permutations}: give a whole number of at least 1.`);
  const pairs = metrics.map((metric) => ({
    metric,
    left: metricTerms(a, metric),
    right: metricTerms(b, metric),
  }));
  const intervals = intervalsOf(pairs, options);
  const pValues = randomisationTest(pairs, { seed: options.seed, permutations });
  return pairs.map(({ metric, left, right }, i) => {
    const signs = left.sums.map((sum, user) => Math.sign(sum - (right.sums[user] as number)));
    const count = (wanted: number) => signs.filter((sign) => sign === wanted).length;
    const [valueA, valueB] = [metricOf(left), metricOf(right)];
    return {
      metric,
      a: valueA,
      b: valueB,
      difference: valueA - valueB,
      ...(intervals[i] as Pick<Interval, "low" | "high">),
      pValue: pValues[i] as number,
      numUsers: a.users.length,
      greater: count(1),
      equal: count(0),
      smaller: count(-1),
    };
  });
}

/** A metric of two systems. */
interface Pair {
  readonly left: MetricTerms;
  readonly right: MetricTerms;
}

function checkSameUsers(a: Evaluation, b: Evaluation): void {
  const same = a.users.length === b.users.length && a.users.every((user, i) => user === b.users[i]);
  if (!same) {
    throw new IncomparableResultsError(
      `The results are of ${a.users.length} and ${b.users.length} users, and not of the same: evaluate both on the same test data.`,
    );
  }
}

function intervalsOf(
  pairs: readonly Pair[],
  options: BootstrapOptions,
): readonly Pick<Interval, "low" | "high">[] {
  const weights = pairs[0]?.left.weights ?? new Int32Array();
  const rows = interleave([...pairs.flatMap(({ left, right }) => [left.sums, right.sums]), weights]);
  const sums = new Float64Array(rows.width);
  const resampled = resample(weights.length, options, (users) => {
    sumRows(rows, users, sums);
    const weight = sums[2 * pairs.length] as number;
    return pairs.map(
      ({ left, right }, i) =>
        left.finish((sums[2 * i] as number) / weight) - right.finish((sums[2 * i + 1] as number) / weight),
    );
  });
  return pairs.map((_, i) =>
    bounds(
      Float64Array.from(resampled, (differences) => differences[i] as number),
      options,
    ),
  );
}

/** Rounding must not make the difference itself less extreme than itself. */
const tolerance = 1e-12;

/** @returns the p-value of each pair */
function randomisationTest(
  pairs: readonly Pair[],
  { seed, permutations }: { readonly seed: number; readonly permutations: number },
): readonly number[] {
  // A swap moves a user's difference from one sum to the other.
  const moves = interleave(
    pairs.map(({ left, right }) => left.sums.map((sum, user) => sum - (right.sums[user] as number))),
  );
  const tests = pairs.map(({ left, right }) => {
    const [sumLeft, sumRight, weight] = [total(left.sums), total(right.sums), total(left.weights)];
    const differenceAfter = (moved: number) =>
      Math.abs(left.finish((sumLeft - moved) / weight) - right.finish((sumRight + moved) / weight));
    return { differenceAfter, observed: differenceAfter(0) * (1 - tolerance), extreme: 0 };
  });
  const movable = usersThatMove(moves);
  const swapped = new Int32Array(movable.length);
  const moved = new Float64Array(moves.width);
  const random = createRandom(seed).fork("randomisation");
  for (let p = 0; p < permutations; p++) {
    const count = tossCoins(movable, random, swapped);
    sumRows(moves, swapped.subarray(0, count), moved);
    for (const [i, test] of tests.entries())
      if (test.differenceAfter(moved[i] as number) >= test.observed) test.extreme++;
  }
  return tests.map(({ extreme }) => (1 + extreme) / (1 + permutations));
}

/** Users for whom some metric differs: swapping the others changes nothing. */
function usersThatMove({ width, values }: UserRows): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, user) => user).filter((user) =>
    values.subarray(user * width, (user + 1) * width).some((move) => move !== 0),
  );
}

/** Puts each user into `swapped` with probability one half, and returns how many there are. */
function tossCoins(users: Int32Array, random: Random, swapped: Int32Array): number {
  let count = 0;
  let coins = 0;
  for (let i = 0; i < users.length; i++) {
    // One draw gives the coins of 32 users.
    coins = i % 32 === 0 ? random.integer(2 ** 32) | 0 : coins >>> 1;
    swapped[count] = users[i] as number;
    count += coins & 1;
  }
  return count;
}

function total(values: Float64Array | Int32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
