import * as tf from "@tensorflow/tfjs";
import { pairwiseBatches } from "../sampling/positive-batches.js";
import type { Loss } from "./loss.js";

export interface PairwiseLossOptions {
  readonly name: string;
  /**
   * @param positive [batch] logits of observed items
   * @param negative [batch] logits of one sampled negative each
   * @returns the mean loss, a scalar made of differentiable `tf` functions
   */
  readonly compute: (positive: tf.Tensor1D, negative: tf.Tensor1D) => tf.Scalar;
}

/** A loss that judges an observed item against one that was not. */
export function pairwise({ name, compute }: PairwiseLossOptions): Loss {
  return {
    name,
    task: "ranking",
    batches: pairwiseBatches,
    compute(logits) {
      const pairs = logits.shape[0] / 2;
      return compute(tf.slice1d(logits, 0, pairs), tf.slice1d(logits, pairs, pairs));
    },
  };
}
