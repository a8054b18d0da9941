import type { Interactions } from "../data/interactions.js";
import type { Labelling } from "../data/labelling.js";
import type { BootstrapOptions } from "../evaluation/bootstrap-interval.js";
import type { CandidateSource } from "../evaluation/candidate-source.js";
import type { Check } from "../evaluation/check.js";
import { checkScoreTies } from "../evaluation/check-score-ties.js";
import { evaluateLists, type ListEvaluation } from "../evaluation/evaluate-lists.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import { evaluateRating } from "../evaluation/evaluate-rating.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { itemSlices, type SlicedParts } from "../evaluation/item-slices.js";
import { coldAndWarm, headAndTail } from "../evaluation/label-by-training.js";
import type { SplitSpec } from "../evaluation/protocol.js";
import { type Slice, userSlices } from "../evaluation/user-slices.js";
import { type ContextRecords, selectContext } from "../features/features.js";
import type { Scorer, Task } from "../models/model.js";

/** What a system is measured on. */
export interface MeasureOptions {
  readonly task: Task;
  readonly train: Interactions;
  readonly test: Interactions;
  readonly split: SplitSpec;
  /** Of each test row, as `evaluateRanking` and `evaluateRating` take it; a user's lists are of his last test row's. */
  readonly context?: ContextRecords | undefined;
  /** The k of ranking metrics; not used for ratings. */
  readonly cutoffs: readonly number[];
  /** The whole catalogue unless set; not used for ratings. */
  readonly candidates?: CandidateSource | undefined;
  /** The metric that decides: `ndcg@10`, or that at the smallest cut-off, or `rmse` unless set. */
  readonly primary?: string | undefined;
  /** Further slices, beside cold and warm users and head and tail items. */
  readonly userLabels?: readonly Labelling[] | undefined;
  readonly itemLabels?: readonly Labelling[] | undefined;
  /** Labels of items for the calibration error of lists. */
  readonly categories?: Labelling | undefined;
  /** Of this model under this very protocol, where it is made already: it is not made again. */
  readonly evaluation?: Evaluation | undefined;
  /** Of intervals. */
  readonly seed: number;
  /** Resamples of each interval; 1000 unless set. */
  readonly samples?: number | undefined;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All that a report says of one system but how it was made. */
export interface Measurements {
  readonly evaluation: Evaluation;
  /** Undefined for ratings. */
  readonly lists?: ListEvaluation;
  readonly slices: readonly Slicing[];
  /** Undefined for ratings. */
  readonly scoreTies?: Check;
}

/** A division of users or items, and what to call its parts. */
export interface Slicing {
  readonly title: string;
  readonly of: "users" | "items";
  readonly slices: readonly Slice[];
}

/** The metric that decides a report. */
export function primaryMetric({ task, cutoffs, primary }: MeasureOptions): string {
  if (primary !== undefined) return primary;
  if (task === "rating") return "rmse";
  return `ndcg@${decisiveCutoff(cutoffs)}`;
}

/** The cut-off that decides among several: 10, which most work is read at, else the smallest. */
export function decisiveCutoff(cutoffs: readonly number[]): number {
  return cutoffs.includes(10) ? 10 : Math.min(...cutoffs);
}

/**
 * Measures a model under a protocol: its metrics, its lists, its slices and its ties. The catalogue is scored some four
 * times.
 *
 * @throws what `evaluateRanking`, `evaluateRating` and `evaluateLists` throw
 */
export async function measureSystem(scorer: Scorer, options: MeasureOptions): Promise<Measurements> {
  const { task, train, test, split, context, cutoffs, candidates, categories, threads, signal } = options;
  const ranking = { split, cutoffs, threads, signal, ...(candidates && { candidates }) };
  const evaluate = (parts: {
    train: Interactions;
    test: Interactions;
    context: MeasureOptions["context"];
  }) =>
    task === "rating"
      ? evaluateRating(scorer, { test: parts.test, context: parts.context, split, signal })
      : evaluateRanking(scorer, { ...parts, ...ranking });
  const evaluation = options.evaluation ?? (await evaluate({ train, test, context }));
  const evaluateSlice = ({ rows, ...parts }: SlicedParts) =>
    evaluate({ ...parts, context: context && selectContext(context, rows) });
  const slices = await measureSlices(evaluation, evaluateSlice, options);
  if (task === "rating") return { evaluation, slices };
  const relevantFirst = await evaluateRanking(scorer, {
    ...{ ...ranking, train, test, context },
    ties: "relevant-first",
  });
  const k = decisiveCutoff(cutoffs);
  const { users } = evaluation;
  return {
    evaluation,
    slices,
    lists: await evaluateLists(scorer, {
      ...{ train, users, k, split, categories, threads, signal },
      contextOf: context && contextByUser(test, context),
    }),
    scoreTies: checkScoreTies({ relevantLast: evaluation, relevantFirst }, primaryMetric(options)),
  };
}

async function measureSlices(
  evaluation: Evaluation,
  evaluate: (parts: SlicedParts) => Promise<Evaluation>,
  options: MeasureOptions,
): Promise<readonly Slicing[]> {
  const { train, test, userLabels = [], itemLabels = [], seed, samples } = options;
  const bootstrap: BootstrapOptions = { seed, ...(samples !== undefined && { samples }) };
  const metrics = [primaryMetric(options)];
  const slicings: Slicing[] = [coldAndWarm(train), ...userLabels].map((labelling) => ({
    title: labelling.title,
    of: "users",
    slices: userSlices(evaluation, labelling, { ...bootstrap, metrics }),
  }));
  for (const labelling of [headAndTail(train), ...itemLabels]) {
    const slices = await itemSlices({ ...bootstrap, metrics, train, test, labelling, evaluate });
    slicings.push({ title: labelling.title, of: "items", slices });
  }
  return slicings;
}

/** Of each user the context of his last test row. */
function contextByUser({ userIndex }: Interactions, context: ContextRecords): ContextRecords {
  const rowOf = new Map(Array.from(userIndex, (user, row) => [user, row]));
  return {
    get: (user) => {
      const row = rowOf.get(user);
      return row === undefined ? undefined : context.get(row);
    },
  };
}
