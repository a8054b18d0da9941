import type * as tf from "@tensorflow/tfjs";
import type { Task } from "../models/model.js";
import { pointwiseBatches } from "../sampling/positive-batches.js";
import { ratingBatches } from "../sampling/rating-batches.js";
import type { Loss } from "./loss.js";

export interface PointwiseLossOptions {
  readonly name: string;
  /** `rating`: labels are the observed values. `ranking`: 1 for observed items, 0 for sampled negatives. */
  readonly task: Task;
  /**
   * @param logits [batch]
   * @param labels [batch]
   * @returns the mean loss, a scalar made of differentiable `tf` functions
   */
  readonly compute: (logits: tf.Tensor1D, labels: tf.Tensor1D) => tf.Scalar;
}

const batchesOf = { rating: ratingBatches, ranking: pointwiseBatches };

/** A loss that judges each item alone. */
export function pointwise({ name, task, compute }: PointwiseLossOptions): Loss {
  return { name, task, batches: batchesOf[task], compute };
}
