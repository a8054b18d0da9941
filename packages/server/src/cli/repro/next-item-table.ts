import {
  type CandidateSource,
  evaluateRanking,
  FoldedScorer,
  type Interactions,
  leaveLastOut,
  sequencesOf,
} from "@tastemaker/core";
import type { Measure } from "./reproduction.js";
import { trainAndEvaluate } from "./train-and-evaluate.js";

export interface NextItemTableOptions {
  /** In the order of time, by timestamps or by rows. */
  readonly interactions: Interactions;
  /** Among which items the last one must be found: all that the user does not have, unless given. */
  readonly candidates?: CandidateSource;
}

/**
 * Measures rows that predict each user's last item. The one before it is for validation: nothing is trained on it, and
 * it is part of the history when the last one is predicted, as in the papers' code.
 */
export function measureNextItem({ interactions, candidates }: NextItemTableOptions): Measure {
  const ties = "last-row";
  const { train: known, test, spec: split } = leaveLastOut(interactions, { ties });
  const { train } = leaveLastOut(known, { ties });
  const sequences = sequencesOf(known);
  return (row, options) =>
    trainAndEvaluate(row, {
      ...options,
      task: "ranking",
      train,
      evaluate: (model) =>
        evaluateRanking(new FoldedScorer(model, sequences, known), {
          ...{ train: known, test, split, cutoffs: [10] },
          ...(candidates && { candidates }),
          ...options,
        }),
    });
}
