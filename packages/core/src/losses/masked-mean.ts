import * as tf from "@tensorflow/tfjs";

/** Mean of the entries that count; 0 where none does. Without a mask, all count. */
export function maskedMean(values: tf.Tensor, mask: tf.Tensor | undefined): tf.Scalar {
  if (!mask) return tf.mean(values);
  return tf.div(tf.sum(tf.mul(values, mask)), tf.maximum(tf.sum(mask), 1));
}
