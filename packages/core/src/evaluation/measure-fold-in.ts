import type { Interactions } from "../data/interactions.js";
import { sequencesOf } from "../data/sequences.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import type { Model } from "../models/model.js";
import { createRandom, shuffle } from "../random/random.js";
import { type FitOptions, fit } from "../training/fit.js";
import { comparePaired, type PairedComparison } from "./compare-paired.js";
import { type EvaluateRankingOptions, evaluateRanking, type RankingEvaluation } from "./evaluate-ranking.js";
import { FoldedScorer } from "./folded-scorer.js";

/** The data and the protocol of a measurement of fold-in. */
export interface MeasureFoldInOptions extends EvaluateRankingOptions, Pick<FitOptions, "loss"> {
  /** Makes an untrained model, the same each time; called twice. */
  readonly create: () => Model;
  /** Of the choice of users, of both trainings and of the interval. */
  readonly seed: number;
  /** Of the users who have both training and test rows, how many are folded in; 0.05 unless set. */
  readonly share?: number;
}

/** What a model loses where users are folded in instead of trained on. */
export interface FoldInGap {
  /** The users left out of the training and folded in, ascending. */
  readonly users: Int32Array;
  readonly foldedIn: RankingEvaluation;
  /** The model trained on everybody, evaluated on the same users. */
  readonly retrained: RankingEvaluation;
  /** Folded in less retrained, each metric: below 0 where folding in loses. */
  readonly comparisons: readonly PairedComparison[];
  /** For one history among others, scores of the whole catalogue included. */
  readonly millisecondsPerHistory: number;
}

/**
 * The gap between folding in and retraining: the model is trained without a random part of the users, who are then
 * folded in from their training rows, and once more with them; both are evaluated on the test rows of these users.
 *
 * @throws InvalidConfigError for a share outside 0 … 1, InvalidInteractionsError where it leaves no user to fold in or
 *   to train on, and what `fit` and `evaluateRanking` throw
 */
export async function measureFoldIn(options: MeasureFoldInOptions): Promise<FoldInGap> {
  const { create, train, test, seed, threads, signal } = options;
  const users = chooseUsers(options);
  const chosen = new Set(users);
  const evaluateOn = { ...options, test: rowsOf(test, (user) => chosen.has(user)) };
  const fitting = { seed, threads, ...(options.loss && { loss: options.loss }), ...(signal && { signal }) };
  const trained = async (data: Interactions) => {
    const model = create();
    try {
      await fit(model, data, fitting);
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  };
  const without = await trained(rowsOf(train, (user) => !chosen.has(user)));
  let foldedIn: RankingEvaluation;
  let millisecondsPerHistory: number;
  try {
    const scorer = new FoldedScorer(without, sequencesOf(train), train);
    foldedIn = await evaluateRanking(scorer, evaluateOn);
    millisecondsPerHistory = scorer.milliseconds / scorer.numFolded;
  } finally {
    without.dispose();
  }
  const model = await trained(train);
  try {
    const retrained = await evaluateRanking(model, evaluateOn);
    const comparisons = await comparePaired(foldedIn, retrained, { seed });
    return { users, foldedIn, retrained, comparisons, millisecondsPerHistory };
  } finally {
    model.dispose();
  }
}

function chooseUsers({ train, test, seed, share = 0.05 }: MeasureFoldInOptions): Int32Array {
  if (!(share > 0 && share < 1))
    throw new InvalidConfigError(
      `share is ${share}: give a part of the users between 0 and 1, such as 0.05.`,
    );
  const tested = new Set(test.userIndex);
  const users = Int32Array.from(new Set(train.userIndex)).filter((user) => tested.has(user));
  const count = Math.round(share * users.length);
  if (count === 0 || count === users.length) {
    throw new InvalidInteractionsError(
      `A share of ${share} of the ${users.length} users with training and test rows is ${count}: some must be folded in, and some trained on.`,
    );
  }
  shuffle(users, createRandom(seed).fork("folded in"));
  return users.slice(0, count).sort();
}

function rowsOf(data: Interactions, has: (userIndex: number) => boolean): Interactions {
  const rows = Int32Array.from(data.userIndex.keys()).filter((row) => has(data.userIndex[row] as number));
  return data.select(rows);
}
