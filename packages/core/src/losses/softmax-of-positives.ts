import * as tf from "@tensorflow/tfjs";
import { masked, positivesOf } from "./group.js";
import type { Targets } from "./loss.js";

/**
 * mean over groups of −log softmax(scores) at the positive, over the candidates that count. One operation with a
 * gradient of its own, softmax − 1 at the positive: a grid is large, and each operation on it a pass over memory.
 *
 * @param scores [groups, candidates]
 */
export function softmaxOfPositives(scores: tf.Tensor2D, targets: Targets): tf.Scalar {
  const [groups, candidates] = scores.shape;
  const operation = tf.customGrad((...args) => {
    const [x, save] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const counted = masked(x, targets.mask);
    const own = positivesOf(targets, groups, candidates);
    save([counted, own]);
    const positive = tf.sum(tf.mul(counted, own), 1, true); // [groups, 1]
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedScores, savedOwn] = saved as [tf.Tensor2D, tf.Tensor2D];
      return tf.mul(tf.sub(tf.softmax(savedScores), savedOwn), tf.div(dy, groups));
    };
    return { value: tf.mean(tf.sub(tf.logSumExp(counted, 1, true), positive)), gradFunc };
  });
  return operation(scores) as tf.Scalar;
}
