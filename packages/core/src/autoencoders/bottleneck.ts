import * as tf from "@tensorflow/tfjs";

/** A code as training sees it. */
export interface TrainingCode {
  /** [users, dim] */
  readonly code: tf.Tensor2D;
  /** Added to the loss, times its weight. */
  readonly penalty?: tf.Scalar;
}

/** How the last layer of the encoder becomes the code that the decoder reads. */
export interface Bottleneck {
  /** How many outputs of the encoder make one number of the code. */
  readonly outputsPerDim: number;
  /** @param encoded [users, outputsPerDim · dim] @returns [users, dim] the code that scores come from */
  code(encoded: tf.Tensor2D): tf.Tensor2D;
  /**
   * @param encoded [users, outputsPerDim · dim]
   * @param noise [users, dim] standard normal
   */
  trainingCode(encoded: tf.Tensor2D, noise: () => tf.Tensor2D): TrainingCode;
}

/** Of a denoising autoencoder: code = tanh(encoded). */
export const deterministicCode: Bottleneck = {
  outputsPerDim: 1,
  code: (encoded) => tf.tanh(encoded),
  trainingCode: (encoded) => ({ code: tf.tanh(encoded) }),
};

/**
 * Of a variational autoencoder: the encoder gives mean and log-variance of a normal distribution. Training draws the
 * code from it, mean + noise · e^(log-variance / 2), and is charged its divergence from the standard normal,
 * KL = ½ Σ (mean² + variance − 1 − log-variance), averaged over users.
 *
 * Kingma & Welling, Auto-encoding variational Bayes, ICLR 2014.
 */
export const gaussianCode: Bottleneck = {
  outputsPerDim: 2,
  code: (encoded) => halves(encoded).mean,
  trainingCode(encoded, noise) {
    const { mean, logVariance } = halves(encoded);
    const deviation = tf.exp(tf.mul(logVariance, 0.5)); // [users, dim]
    const spread = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1)); // [users, dim]
    return {
      code: tf.add(mean, tf.mul(noise(), deviation)),
      penalty: tf.mul(tf.mean(tf.sum(spread, 1)), 0.5),
    };
  },
};

function halves(encoded: tf.Tensor2D): { mean: tf.Tensor2D; logVariance: tf.Tensor2D } {
  const [users, width] = encoded.shape;
  const dim = width / 2;
  return {
    mean: tf.slice(encoded, [0, 0], [users, dim]),
    logVariance: tf.slice(encoded, [0, dim], [users, dim]),
  };
}
