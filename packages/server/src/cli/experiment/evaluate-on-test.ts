import {
  type Evaluation,
  evaluateRanking,
  evaluateRating,
  fixedCandidates,
  fullRanking,
  type Scorer,
} from "@tastemaker/core";
import type { ExperimentOptions } from "../experiment.js";
import { startProgress } from "../progress.js";
import type { ExperimentData } from "./read-experiment-data.js";

const split = { kind: "given", description: "files" } as const;

/** Measures a model on the test file: among the listed candidates where there are some, else the whole catalogue. */
export async function evaluateOnTest(
  model: Scorer,
  { data, options, signal }: { data: ExperimentData; options: ExperimentOptions; signal: AbortSignal },
): Promise<Evaluation> {
  const { train, test, candidates } = data;
  const progress = startProgress("Evaluating", { stream: process.stderr, withoutTerminal: "silent" });
  const onProgress = ({ done, total }: { done: number; total: number }) => progress.update(done, total);
  try {
    if (options.task === "rating") return await evaluateRating(model, { test, split, signal, onProgress });
    return await evaluateRanking(model, {
      train,
      test,
      split,
      cutoffs: options.k,
      candidates: candidates ? fixedCandidates(candidates) : fullRanking(),
      signal,
      onProgress,
    });
  } finally {
    progress.end();
  }
}
