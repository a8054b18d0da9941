import type { Interactions } from "../data/interactions.js";
import { InvalidScoreError } from "../errors/errors.js";
import { mae } from "../metrics/mae.js";
import { rmse } from "../metrics/rmse.js";
import type { Scorer } from "../models/model.js";
import { pairScores } from "../retrieval/checked-scores.js";
import { throwIfAborted } from "../retrieval/throw-if-aborted.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { checkTest } from "./check-data.js";
import type { Evaluation, EvaluationProgress } from "./evaluation.js";
import type { SplitSpec } from "./protocol.js";

/** The data and the protocol of an evaluation of ratings. */
export interface EvaluateRatingOptions {
  /** The ratings to predict. */
  readonly test: Interactions;
  /** How it was divided from the training data; recorded in the protocol. */
  readonly split: SplitSpec;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

const rowsPerCall = 65_536;

/**
 * How far predicted ratings are from observed ones: RMSE and MAE over all test rows, in the unit of the ratings.
 * `perUser` has the same of each user's own rows, so their mean is another number.
 *
 * @throws InvalidInteractionsError for an empty test or other dimensions, InvalidScoreError for a prediction that is
 *   not finite, AbortedError
 */
export async function evaluateRating(scorer: Scorer, options: EvaluateRatingOptions): Promise<Evaluation> {
  const { test, split, signal, onProgress } = options;
  checkTest(scorer, test);
  const predicted = new Float32Array(test.length);
  for (let start = 0; start < test.length; start += rowsPerCall) {
    throwIfAborted(signal);
    const end = Math.min(start + rowsPerCall, test.length);
    const users = test.userIndex.subarray(start, end);
    predicted.set(await pairScores(scorer, users, test.itemIndex.subarray(start, end)), start);
    onProgress?.({ done: end, total: test.length });
    await yieldToEventLoop();
  }
  checkFinite(predicted, test);
  return {
    metrics: { rmse: rmse(predicted, test.value), mae: mae(predicted, test.value) },
    ...errorsPerUser(predicted, test),
    numEvaluated: test.length,
    protocol: { task: "rating", split },
    sampled: false,
  };
}

function checkFinite(predicted: Float32Array, test: Interactions): void {
  const row = predicted.findIndex((value) => !Number.isFinite(value));
  if (row === -1) return;
  const [user, item] = [test.userIndex[row] as number, test.itemIndex[row] as number];
  throw new InvalidScoreError(
    `The prediction for the user "${test.users.idOf(user)}" and the item "${test.items.idOf(item)}" is ${predicted[row]}. The model has diverged: train it again with a lower learningRate.`,
  );
}

function errorsPerUser(
  predicted: Float32Array,
  test: Interactions,
): Pick<Evaluation, "users" | "userWeights" | "perUser"> {
  const { offsets, order } = test.byUser;
  const users = Int32Array.from({ length: test.numUsers }, (_, user) => user).filter(
    (user) => (offsets[user + 1] as number) > (offsets[user] as number),
  );
  const measured = Array.from(users, (user) => {
    const rows = order.subarray(offsets[user], offsets[user + 1]);
    const own = (values: Float32Array) => Float32Array.from(rows, (row) => values[row] as number);
    return { rmse: rmse(own(predicted), own(test.value)), mae: mae(own(predicted), own(test.value)) };
  });
  const column = (key: "rmse" | "mae") => Float32Array.from(measured, (errors) => errors[key]);
  return {
    users,
    userWeights: users.map((user) => (offsets[user + 1] as number) - (offsets[user] as number)),
    perUser: new Map([
      ["rmse", column("rmse")],
      ["mae", column("mae")],
    ]),
  };
}
