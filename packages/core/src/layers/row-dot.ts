import * as tf from "@tensorflow/tfjs";

/**
 * Σ_d a[b, d] · c[b, d]: the dot product of each pair of rows.
 * The sum is a matrix product with ones, since `tf.sum` is scalar code on the WebAssembly backend.
 *
 * @param a [batch, dim]
 * @param c [batch, dim]
 * @returns [batch]
 */
export function rowDot(a: tf.Tensor2D, c: tf.Tensor2D): tf.Tensor1D {
  const operation = tf.customGrad((...args) => {
    const [left, right, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const [batch, dim] = left.shape;
    const value = tf.reshape(tf.matMul(tf.mul(left, right), tf.ones([dim, 1])), [batch]);
    save([left, right]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedLeft, savedRight] = saved as [tf.Tensor2D, tf.Tensor2D];
      // [batch, dim], as a product with ones: faster than a broadcast multiply.
      const spread = tf.matMul(tf.reshape(dy, [batch, 1]), tf.ones([1, dim]));
      return [tf.mul(spread, savedRight), tf.mul(spread, savedLeft)];
    };
    return { value, gradFunc };
  });
  return operation(a, c) as tf.Tensor1D;
}
