import {
  decisiveCutoff,
  type EvaluateRankingOptions,
  evaluateRanking,
  evaluateRating,
  fullRanking,
  type Interactions,
  leaveLastOut,
  type Model,
  nHeldOut,
  randomSplit,
  type Split,
  sampledCandidates,
  type TimeTieRule,
} from "@tastemaker/core";
import type { ExperimentData } from "./read-experiment-data.js";
import { defaultValidation, type ValidationKind } from "./validation-kinds.js";

export interface ValidationPartOptions {
  readonly task: "rating" | "ranking";
  /** Unset: each user's latest item for rankings, random rows for ratings. */
  readonly kind: ValidationKind | undefined;
  /** Which of several rows with a user's last timestamp is held out. */
  readonly ties: TimeTieRule;
  readonly k: readonly number[];
  readonly seed: number;
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
}

/** What a search trains on and measures by: the test file has no part in it. */
export interface ValidationPart {
  readonly train: Interactions;
  /** In words. */
  readonly description: string;
  readonly monitor: string;
  readonly mode: "max" | "min";
  evaluate(model: Model): Promise<Readonly<Record<string, number>>>;
}

const testFraction = 0.1;

/** Holds a part of the training file out. Rankings are among as many sampled candidates as the test's lists have. */
export function holdOut(data: ExperimentData, options: ValidationPartOptions): ValidationPart {
  const { task, seed, threads, signal } = options;
  const kind = options.kind ?? defaultValidation[task];
  const split = divide(data.train, kind, options);
  const { train, test } = split;
  const rows = `${describeKind(kind, data.train, options.ties)}: ${test.length.toLocaleString("en")} rows`;
  if (task === "rating") {
    return {
      ...{ train, description: rows, monitor: "rmse", mode: "min" },
      evaluate: async (model) => (await evaluateRating(model, { test, split: split.spec, signal })).metrics,
    };
  }
  const k = decisiveCutoff(options.k);
  const { candidates, among } = candidatesOf(data, seed);
  return {
    ...{ train, description: `${rows}, ${among}`, monitor: `ndcg@${k}`, mode: "max" },
    evaluate: async (model) => {
      const ranking = { train, test, split: split.spec, candidates, cutoffs: [k], threads, signal };
      return (await evaluateRanking(model, ranking)).metrics;
    },
  };
}

function divide(
  train: Interactions,
  kind: ValidationKind,
  { ties, seed }: Pick<ValidationPartOptions, "ties" | "seed">,
): Split {
  switch (kind) {
    case "latest":
      return leaveLastOut(train, { ties });
    case "per-user":
      return nHeldOut(train, { perUser: 1, seed });
    case "random":
      return randomSplit(train, { testFraction, seed });
  }
}

function describeKind(kind: ValidationKind, { timestamp }: Interactions, ties: TimeTieRule): string {
  const latest = timestamp
    ? `the latest row of each user, ties ${ties}`
    : "the last row of each user in the file";
  return { latest, "per-user": "one random row of each user", random: "a random tenth of the rows" }[kind];
}

type Candidates = NonNullable<EvaluateRankingOptions["candidates"]>;

function candidatesOf(
  { candidates: lists }: ExperimentData,
  seed: number,
): { candidates: Candidates; among: string } {
  if (!lists) return { candidates: fullRanking(), among: "ranked among the whole catalogue" };
  const count = Math.max(1, Math.round(lists.items.length / lists.users.length));
  return { candidates: sampledCandidates({ count, seed }), among: `ranked among ${count} sampled others` };
}
