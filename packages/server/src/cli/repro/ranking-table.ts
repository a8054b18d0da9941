import { type EvaluateRankingOptions, evaluateRanking, type Interactions } from "@tastemaker/core";
import type { Measure } from "./reproduction.js";
import { trainAndEvaluate } from "./train-and-evaluate.js";

export interface RankingTableOptions
  extends Pick<EvaluateRankingOptions, "test" | "split" | "candidates" | "cutoffs" | "ties"> {
  readonly train: Interactions;
  /** What evaluation counts as the user's own, where that is more than what is trained on. */
  readonly seen?: Interactions;
}

/** Measures rows that rank `test` under one protocol. */
export function measureRanking({ train, seen = train, ...protocol }: RankingTableOptions): Measure {
  return (row, options) =>
    trainAndEvaluate(row, {
      ...options,
      task: "ranking",
      train,
      evaluate: (model) => evaluateRanking(model, { ...protocol, train: seen, ...options }),
    });
}
