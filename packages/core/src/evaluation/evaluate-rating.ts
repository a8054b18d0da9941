import type { Interactions } from "../data/interactions.js";
import { InvalidScoreError } from "../errors/errors.js";
import type { ContextRecords } from "../features/features.js";
import { mae } from "../metrics/mae.js";
import { rmse } from "../metrics/rmse.js";
import type { Scorer } from "../models/model.js";
import { pairScores } from "../retrieval/checked-scores.js";
import { throwIfAborted } from "../retrieval/throw-if-aborted.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { checkTest } from "./check-data.js";
import type { Evaluation, EvaluationProgress } from "./evaluation.js";
import { byMoment, momentsOf } from "./moments.js";
import type { SplitSpec } from "./protocol.js";

/** The data and the protocol of an evaluation of ratings. */
export interface EvaluateRatingOptions {
  /** The ratings to predict. */
  readonly test: Interactions;
  /** How it was divided from the training data; recorded in the protocol. */
  readonly split: SplitSpec;
  /**
   * The context of each test row by its position, which a model with features of context needs: give it to all that you
   * compare. `{ get: () => undefined }` is a test whose moments are unknown.
   */
  readonly context?: ContextRecords | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

const rowsPerCall = 65_536;

/**
 * How far predicted ratings are from observed ones: RMSE and MAE over all test rows, in the unit of the ratings.
 * `perUser` has the same of each user's own rows, so their mean is another number. A model that reads context is asked
 * once for each distinct one.
 *
 * @throws InvalidInteractionsError for an empty test, other dimensions, or a model that reads context where none is
 *   given, InvalidScoreError for a prediction that is not finite, AbortedError
 */
export async function evaluateRating(scorer: Scorer, options: EvaluateRatingOptions): Promise<Evaluation> {
  const { test, split, context, signal, onProgress } = options;
  checkTest(scorer, test);
  const moments = context && (await momentsOf(test.length, context));
  const predicted = new Float32Array(test.length);
  let done = 0;
  for (const { scorer: atMoment, positions } of byMoment(scorer, test.length, moments)) {
    for (let start = 0; start < positions.length; start += rowsPerCall) {
      throwIfAborted(signal);
      const rows = positions.subarray(start, start + rowsPerCall);
      const of = (index: Int32Array) => rows.map((row) => index[row] as number);
      const scores = await pairScores(atMoment, of(test.userIndex), of(test.itemIndex));
      for (const [i, row] of rows.entries()) predicted[row] = scores[i] as number;
      done += rows.length;
      onProgress?.({ done, total: test.length });
      await yieldToEventLoop();
    }
  }
  checkFinite(predicted, test);
  return {
    metrics: { rmse: rmse(predicted, test.value), mae: mae(predicted, test.value) },
    ...errorsPerUser(predicted, test),
    numEvaluated: test.length,
    protocol: { task: "rating", split, ...(moments && { context: moments.hash }) },
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
