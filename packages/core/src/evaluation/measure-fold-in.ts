import type { Interactions } from "../data/interactions.js";
import { sequencesOf } from "../data/sequences.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import type { FeatureRecord } from "../features/feature-schema.js";
import { type ContextRecords, selectContext } from "../features/features.js";
import type { Model, Scorer } from "../models/model.js";
import { createRandom, shuffle } from "../random/random.js";
import { type FitOptions, fit } from "../training/fit.js";
import { comparePaired, type PairedComparison } from "./compare-paired.js";
import type { Evaluation } from "./evaluation.js";
import { FoldedScorer, type FoldedScorerOptions } from "./folded-scorer.js";
import { MomentScorer } from "./moments.js";

/** The data of a measurement of fold-in, and how scores are judged. */
export interface MeasureFoldInOptions<Measured extends Evaluation = Evaluation>
  extends Pick<FitOptions, "loss" | "sampler" | "threads" | "signal">,
    FoldedScorerOptions {
  /** Makes an untrained model for the data that it will be trained on, the same each time; called twice. */
  readonly create: (data: Interactions) => Model;
  readonly train: Interactions;
  readonly test: Interactions;
  /** Measures a scorer on test rows, by `evaluateRanking` or `evaluateRating`; called twice, with the same rows. */
  readonly evaluate: (scorer: Scorer, test: Interactions) => Promise<Measured>;
  /** Of the choice of users, of both trainings and of the interval. */
  readonly seed: number;
  /** Of the users who have both training and test rows, how many are folded in; 0.05 unless set. */
  readonly share?: number;
  /** The context of each row of `train` by its position, for a model with features of context. */
  readonly context?: ContextRecords | undefined;
  /** The context that all are scored in, where the model has features of it and `evaluate` gives none. */
  readonly requestContext?: FeatureRecord | undefined;
}

/** What a model loses where users are folded in instead of trained on. */
export interface FoldInGap<Measured extends Evaluation = Evaluation> {
  /** The users left out of the training and folded in, ascending. */
  readonly users: Int32Array;
  readonly foldedIn: Measured;
  /** The model trained on everybody, evaluated on the same users. */
  readonly retrained: Measured;
  /**
   * Folded in less retrained, each metric. Where folding in loses, that is below 0 for a metric which is better when it
   * is higher, above 0 for an error.
   */
  readonly comparisons: readonly PairedComparison[];
  /** For one history among others, scores of the whole catalogue included. */
  readonly millisecondsPerHistory: number;
}

/**
 * The gap between folding in and retraining: the model is trained without a random part of the users, who are then
 * folded in from their training rows, and once more with them; both are evaluated on the test rows of these users.
 *
 * @throws InvalidConfigError for a share outside 0 … 1, InvalidInteractionsError where it leaves no user to fold in or
 *   to train on, InvalidFeaturesError for a model with features of users where none are given, and what `fit` and
 *   `evaluate` throw
 */
export async function measureFoldIn<Measured extends Evaluation>(
  options: MeasureFoldInOptions<Measured>,
): Promise<FoldInGap<Measured>> {
  const { create, train, test, seed, threads, signal, loss, sampler, context, requestContext } = options;
  const users = chooseUsers(options);
  const chosen = new Set(users);
  const trained = async (rows: Int32Array) => {
    const data = train.select(rows);
    const model = create(data);
    try {
      await fit(model, data, {
        ...{ seed, threads },
        ...(loss && { loss }),
        ...(sampler && { sampler }),
        ...(signal && { signal }),
        ...(context && { context: selectContext(context, rows) }),
      });
    } catch (error) {
      model.dispose();
      throw error;
    }
    return model;
  };
  const ownTest = test.select(positionsOf(test, (user) => chosen.has(user)));
  const evaluate = (scorer: Scorer) =>
    options.evaluate(requestContext ? new MomentScorer(scorer, requestContext) : scorer, ownTest);

  const without = await trained(positionsOf(train, (user) => !chosen.has(user)));
  let foldedIn: Measured;
  let millisecondsPerHistory: number;
  try {
    const scorer = new FoldedScorer(without, sequencesOf(train), train, options);
    foldedIn = await evaluate(scorer);
    millisecondsPerHistory = scorer.milliseconds / scorer.numFolded;
  } finally {
    without.dispose();
  }
  const model = await trained(positionsOf(train, () => true));
  try {
    const retrained = await evaluate(model);
    const comparisons = await comparePaired(foldedIn, retrained, { seed });
    return { users, foldedIn, retrained, comparisons, millisecondsPerHistory };
  } finally {
    model.dispose();
  }
}

function chooseUsers({
  train,
  test,
  seed,
  share = 0.05,
}: Pick<MeasureFoldInOptions, "train" | "test" | "seed" | "share">): Int32Array {
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

function positionsOf(data: Interactions, has: (userIndex: number) => boolean): Int32Array {
  return Int32Array.from(data.userIndex.keys()).filter((position) => has(data.userIndex[position] as number));
}
