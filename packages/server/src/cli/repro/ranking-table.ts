import {
  type CandidateSource,
  evaluateRanking,
  type Interactions,
  type ScoreTieRule,
  type SplitSpec,
} from "@tastemaker/core";
import type { Measure } from "./reproduction.js";
import { trainAndEvaluate } from "./train-and-evaluate.js";

export interface RankingTableOptions {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly split: SplitSpec;
  readonly candidates: CandidateSource;
  readonly cutoffs: readonly number[];
  /** `relevant-last` unless set. */
  readonly ties?: ScoreTieRule;
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
