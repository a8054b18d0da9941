import type * as tf from "@tensorflow/tfjs";
import type { BatchSource, BatchSourceOptions } from "../sampling/batch.js";

/**
 * What training minimises: it says which rows a step reads (`batches`) and what their logits cost (`compute`).
 * Made by `pointwise` or `pairwise`, so that a new loss is one function of logits.
 */
export interface Loss {
  readonly name: string;
  /** What the logits stand for: `rating` losses fit values and need no negatives, `ranking` losses order items. */
  readonly task: "rating" | "ranking";
  /** The stream of batches this loss trains on. */
  batches(options: BatchSourceOptions): BatchSource;
  /**
   * The batch's mean loss.
   *
   * @param logits [batch × groups]: for a pairwise loss all positives, then all negatives in the same order
   * @param labels [batch × groups]
   * @returns a scalar; pure, differentiable, disposes nothing
   */
  compute(logits: tf.Tensor1D, labels: tf.Tensor1D): tf.Scalar;
}
