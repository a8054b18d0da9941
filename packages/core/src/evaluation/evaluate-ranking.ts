import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import type { ContextRecords } from "../features/features.js";
import { rankingMetrics, wholeRankingMetrics } from "../metrics/ranking-metrics.js";
import type { Scorer } from "../models/model.js";
import type { CandidateSource, UserRanking } from "./candidate-source.js";
import { checkSameVocabularies, checkTest } from "./check-data.js";
import type { Evaluation, EvaluationProgress } from "./evaluation.js";
import { fullRanking } from "./full-ranking.js";
import { byMoment, momentsOf } from "./moments.js";
import type { ScoreTieRule, SplitSpec } from "./protocol.js";
import { relevantItems, selectEntries } from "./relevant-items.js";

/** The data and the protocol of an evaluation of rankings. */
export interface EvaluateRankingOptions {
  /** What each user already has: no candidate in a full ranking. With a validation part, that too. */
  readonly train: Interactions;
  /** Its rows are the relevant items, whatever their value. */
  readonly test: Interactions;
  /** How the two were divided; recorded in the protocol. */
  readonly split: SplitSpec;
  /**
   * The context of each test row by its position, which a model with features of context needs. Each moment of a user
   * is a ranking of its own, among candidates without his relevant items of other moments, whether the model reads
   * context or not: give it to all that you compare. `{ get: () => undefined }` is a test whose moments are unknown.
   */
  readonly context?: ContextRecords | undefined;
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
 * left. Users without one are left out: they are in no mean and not in `users`. Repeated test rows count once. A user of
 * several moments has the mean over them. A model that reads context is asked once for each distinct one.
 *
 * @throws InvalidInteractionsError for an empty test, another vocabulary or dimensions, no user left, or a model that
 *   reads context where none is given, InvalidConfigError for cut-offs that are not distinct whole numbers from 1,
 *   InvalidScoreError for a NaN score, AbortedError
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
  const moments = options.context && (await momentsOf(test.length, options.context));
  const relevant = relevantItems(train, test, {
    keepLeaked: candidates.keepsLeakedItems,
    momentOf: moments?.ofRow,
  });
  const total = relevant.users.length;
  if (total === 0) {
    throw new InvalidInteractionsError(
      `All ${test.length} test rows are of items that their users have in train: nothing is left to rank.`,
    );
  }
  const candidateSpec = await candidates.spec(test);
  const { users, userOf, numMoments } = distinctUsers(relevant.users);
  const measures = createMeasures(cutoffs, users.length);
  let done = 0;
  const atMoments = byMoment(scorer, total, moments && { ...moments, ofRow: relevant.moments });
  for (const { scorer: atMoment, positions } of atMoments) {
    const request = { train, relevant: selectEntries(relevant, positions), ties, threads, signal };
    let next = 0;
    for await (const batch of candidates.rank(atMoment, request)) {
      for (const ranking of batch) {
        const user = userOf[positions[next++] as number] as number;
        const share = 1 / (numMoments[user] as number);
        for (const { measure, values } of measures)
          values[user] = (values[user] as number) + share * measure(ranking);
      }
      onProgress?.({ done: done + next, total });
    }
    done += next;
  }
  return {
    metrics: Object.fromEntries(measures.map(({ key, values }) => [key, mean(values)])),
    perUser: new Map(measures.map(({ key, values }) => [key, values])),
    users,
    userWeights: new Int32Array(users.length).fill(1),
    numEvaluated: users.length,
    protocol: {
      task: "ranking",
      split,
      candidates: candidateSpec,
      ties,
      cutoffs,
      ...(moments && { context: moments.hash }),
    },
    sampled: candidateSpec.kind !== "full",
    leakedRows: relevant.leakedRows,
  };
}

/** Each user once, and for each ranking the position of its user. */
function distinctUsers(ofRankings: Int32Array): {
  /** [users] ascending */
  readonly users: Int32Array;
  /** [rankings] positions in `users` */
  readonly userOf: Int32Array;
  /** [users] */
  readonly numMoments: Int32Array;
} {
  const users = ofRankings.filter((user, i) => i === 0 || user !== ofRankings[i - 1]);
  const numMoments = new Int32Array(users.length);
  let at = -1;
  const userOf = ofRankings.map((user) => {
    if (users[at] !== user) at++;
    numMoments[at] = (numMoments[at] as number) + 1;
    return at;
  });
  return { users, userOf, numMoments };
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
