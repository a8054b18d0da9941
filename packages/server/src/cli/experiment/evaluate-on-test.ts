import {
  type Evaluation,
  evaluateRanking,
  evaluateRating,
  fixedCandidates,
  fullRanking,
  hashInteractions,
  type Scorer,
  type SplitSpec,
} from "@tastemaker/core";
import { startProgress } from "../progress.js";
import type { ExperimentOptions } from "./experiment-options.js";
import type { ExperimentData } from "./read-experiment-data.js";

/** Names the two parts by their content: results on other files must not pass for results of the same protocol. */
export async function describeSplit({ train, test }: ExperimentData): Promise<SplitSpec> {
  const [trainHash, testHash] = await Promise.all([train, test].map(hashInteractions));
  return { kind: "given", description: `files: train ${trainHash}, test ${testHash}` };
}

/** Measures a model on the test file: among the listed candidates where there are some, else the whole catalogue. */
export async function evaluateOnTest(
  model: Scorer,
  { data, options, signal }: { data: ExperimentData; options: ExperimentOptions; signal: AbortSignal },
): Promise<Evaluation> {
  const { train, test, candidates } = data;
  const split = await describeSplit(data);
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
      threads: options.threads,
      onProgress,
    });
  } finally {
    progress.end();
  }
}
