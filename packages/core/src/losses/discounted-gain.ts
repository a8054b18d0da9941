import * as tf from "@tensorflow/tfjs";

/** 2^grade − 1 */
export const gainOf = (grades: tf.Tensor2D): tf.Tensor2D => tf.sub(tf.pow(2, grades), 1);

/** 1 / log₂(1 + rank), of ranks from 1 */
export const discountOf = (ranks: tf.Tensor2D): tf.Tensor2D =>
  tf.div(Math.LN2, tf.log1p(ranks)) as tf.Tensor2D;

/**
 * DCG of the best order, and 1 where nothing is relevant, so that it can divide.
 *
 * @param gains [lists, items], 0 for what does not count
 * @returns [lists, 1]
 */
export function idealGain(gains: tf.Tensor2D): tf.Tensor2D {
  const items = gains.shape[1];
  const { values } = tf.topk(gains, items, true);
  const ranks = tf.range(1, items + 1).reshape([1, items]) as tf.Tensor2D;
  const ideal = tf.sum(tf.mul(values, discountOf(ranks)), 1, true); // [lists, 1]
  return tf.add(ideal, tf.sub(1, tf.step(ideal)));
}

/**
 * @param values [lists, items]
 * @returns [lists, items, items]: entry (i, j) is values_j − values_i
 */
export function differences(values: tf.Tensor2D): tf.Tensor3D {
  const [lists, items] = values.shape;
  return tf.sub(tf.reshape(values, [lists, 1, items]), tf.reshape(values, [lists, items, 1]));
}
