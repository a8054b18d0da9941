import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { rankingMetrics, wholeRankingMetrics } from "../metrics/ranking-metrics.js";
import type { Scorer } from "../models/model.js";
import type { CandidateSource, UserRanking } from "./candidate-source.js";
import { checkSameVocabularies, checkTest } from "./check-data.js";
import type { Evaluation, EvaluationProgress } from "./evaluation.js";
import { fullRanking } from "./full-ranking.js";
import type { ScoreTieRule, SplitSpec } from "./protocol.js";
import { relevantItems } from "./relevant-items.js";

/** The data and the protocol of an evaluation of rankings. */
export interface EvaluateRankingOptions {
  /** What each user already has: no candidate in a full ranking. With a validation part, that too. */
  readonly train: Interactions;
  /** Its rows are the relevant items, whatever their value. */
  readonly test: Interactions;
  /** How the two were divided; recorded in the protocol. */
  readonly split: SplitSpec;
  /** The k of the metrics, such as [5, 10]. */
  readonly cutoffs: readonly number[];
  /** `fullRanking()` unless set. */
  readonly candidates?: CandidateSource;
  /** `relevant-last` unless set: no model gains by giving all items one score. */
  readonly ties?: ScoreTieRule;
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

export interface RankingEvaluation extends Evaluation {
  /**
   * Test rows of an item that the user also has in train. Such an item is no candidate of a full or sampled ranking,
   * so neither relevant; fixed candidates keep it.
   */
  readonly leakedRows: number;
}

/**
 * How well a model orders items: every metric at every cut-off, as means over the users who have a relevant item
 * left. Users without one are left out: they are in no mean and not in `users`. Repeated test rows count once.
 *
 * @throws InvalidInteractionsError for an empty test, another vocabulary or dimensions, or no user left,
 *   InvalidConfigError for cut-offs that are not distinct whole numbers from 1, InvalidScoreError for a NaN score,
 *   AbortedError
 */
export async function evaluateRanking(
  scorer: Scorer,
  options: EvaluateRankingOptions,
): Promise<RankingEvaluation> {
  const {
    train,
    test,
    split,
    candidates = fullRanking(),
    ties = "relevant-last",
    threads,
    signal,
    onProgress,
  } = options;
  checkTest(scorer, test);
  checkSameVocabularies(train, test);
  const cutoffs = sortedCutoffs(options.cutoffs);
  const relevant = relevantItems(train, test, candidates.keepsLeakedItems);
  const total = relevant.users.length;
  if (total === 0) {
    throw new InvalidInteractionsError(
      `All ${test.length} test rows are of items that their users have in train: nothing is left to rank.`,
    );
  }
  const candidateSpec = await candidates.spec(test);
  const measures = createMeasures(cutoffs, total);
  let done = 0;
  for await (const batch of candidates.rank(scorer, { train, relevant, ties, threads, signal })) {
    for (const ranking of batch) {
      for (const { measure, values } of measures) values[done] = measure(ranking);
      done++;
    }
    onProgress?.({ done, total });
  }
  return {
    metrics: Object.fromEntries(measures.map(({ key, values }) => [key, mean(values)])),
    perUser: new Map(measures.map(({ key, values }) => [key, values])),
    users: relevant.users,
    userWeights: new Int32Array(total).fill(1),
    numEvaluated: total,
    protocol: { task: "ranking", split, candidates: candidateSpec, ties, cutoffs },
    sampled: candidateSpec.kind !== "full",
    leakedRows: relevant.leakedRows,
  };
}

interface Measure {
  /** What its results are called. */
  readonly key: string;
  readonly measure: (ranking: UserRanking) => number;
  /** [users] */
  readonly values: Float32Array;
}

function createMeasures(cutoffs: readonly number[], numUsers: number): readonly Measure[] {
  const atCutoffs = Object.entries(rankingMetrics).flatMap(([name, metric]) =>
    cutoffs.map((k) => ({
      key: `${name}@${k}`,
      measure: ({ ranks }: UserRanking) => metric(ranks, k),
      values: new Float32Array(numUsers),
    })),
  );
  const whole = Object.entries(wholeRankingMetrics).map(([key, metric]) => ({
    key,
    measure: ({ ranks, numCandidates }: UserRanking) => metric(ranks, numCandidates),
    values: new Float32Array(numUsers),
  }));
  return [...atCutoffs, ...whole];
}

function sortedCutoffs(cutoffs: readonly number[]): readonly number[] {
  const valid = cutoffs.every((k) => Number.isInteger(k) && k >= 1);
  if (!valid || cutoffs.length === 0 || new Set(cutoffs).size < cutoffs.length) {
    throw new InvalidConfigError(
      `cutoffs are [${cutoffs.join(", ")}]: give distinct whole numbers from 1, such as [5, 10].`,
    );
  }
  return cutoffs.toSorted((a, b) => a - b);
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
