import * as tf from "@tensorflow/tfjs";

/** log(1 + eˣ) as max(x, 0) + log1p(e^−|x|), which does not overflow. Its gradient is σ(x). */
export const softplus = <T extends tf.Tensor>(x: T): T =>
  tf.customGrad((...args) => {
    const [input, save] = args as [tf.Tensor, tf.GradSaveFunc];
    const value = tf.add(tf.relu(input), tf.log1p(tf.exp(tf.neg(tf.abs(input)))));
    save([input]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.sigmoid(saved[0] as tf.Tensor));
    return { value, gradFunc };
  })(x) as T;
