import * as tf from "@tensorflow/tfjs";
import { masked, positiveOf } from "./group.js";
import type { Targets } from "./loss.js";

/**
 * mean over groups of −log softmax(scores) at the positive, over the candidates that count.
 *
 * @param scores [groups, candidates]
 */
export function softmaxOfPositives(scores: tf.Tensor2D, targets: Targets): tf.Scalar {
  const logShares = tf.logSoftmax(masked(scores, targets.mask)); // [groups, candidates]
  return tf.neg(tf.mean(positiveOf(logShares, targets)));
}
