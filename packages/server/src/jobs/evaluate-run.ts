import {
  type Evaluation,
  evaluateRanking,
  evaluateRating,
  type Interactions,
  type Model,
  type SplitSpec,
} from "@tastemaker/core";
import type { Run } from "../schemas/run.js";

export interface EvaluateRunOptions {
  readonly run: Pick<Run, "task" | "cutoffs">;
  /** What users already have, and so what no list may hold. */
  readonly known: Interactions;
  readonly test: Interactions;
  readonly split: SplitSpec;
  readonly signal: AbortSignal;
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
}

/** Ranking: the whole catalogue is ranked for every user. Rating: the errors of predicted values. */
export function evaluateRun(model: Model, options: EvaluateRunOptions): Promise<Evaluation> {
  const { run, known, test, split, signal, threads } = options;
  switch (run.task) {
    case "rating":
      return evaluateRating(model, { test, split, signal });
    case "ranking":
      return evaluateRanking(model, { train: known, test, split, cutoffs: run.cutoffs, signal, threads });
  }
}

/** The metric that decides which epoch is the best. */
export function monitored({ task, cutoffs }: Pick<Run, "task" | "cutoffs">): {
  monitor: string;
  mode: "max" | "min";
} {
  return task === "rating"
    ? { monitor: "rmse", mode: "min" }
    : { monitor: `ndcg@${cutoffs[0]}`, mode: "max" };
}
