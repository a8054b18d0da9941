import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { DenseWeights, type Linear } from "./dense-weights.js";

export interface MultVaeSizes {
  readonly numItems: number;
  readonly hidden: number;
  readonly latent: number;
  readonly batchSize: number;
  /** Share of the items that a user has. */
  readonly density: number;
}

/**
 * Training steps of Mult-VAE (Liang et al., WWW 2018) without dropout, on one batch of users: the same network as
 * `peer_pytorch.py` has.
 */
export function multVaeSteps(sizes: MultVaeSizes, steps: number, linear: Linear): ReadyContender {
  const { numItems, hidden, latent, batchSize, density } = sizes;
  const random = createRandom(1);
  const weights = new DenseWeights(linear);
  const encode = weights.dense(numItems, hidden);
  const encodeLatent = weights.dense(hidden, 2 * latent);
  const decodeLatent = weights.dense(latent, hidden);
  const decode = weights.dense(hidden, numItems);
  const rows = Float32Array.from({ length: batchSize * numItems }, () =>
    random.uniform() < density ? 1 : 0,
  );
  const noiseValues = new Float32Array(batchSize * latent);

  const step = async () => {
    for (let i = 0; i < noiseValues.length; i++) noiseValues[i] = random.normal();
    const [x, noise] = [
      tf.tensor2d(rows, [batchSize, numItems]),
      tf.tensor2d(noiseValues, [batchSize, latent]),
    ];
    const loss = await weights.step(() => {
      const length = tf.sqrt(tf.sum(tf.square(x), 1, true));
      const encoded = encodeLatent(tf.tanh(encode(tf.div(x, length)))); // [batch, 2 · latent]
      const mean = tf.slice(encoded, [0, 0], [batchSize, latent]);
      const logVariance = tf.slice(encoded, [0, latent], [batchSize, latent]);
      const drawn = tf.add(mean, tf.mul(noise, tf.exp(tf.mul(logVariance, 0.5)))) as tf.Tensor2D;
      const logits = decode(tf.tanh(decodeLatent(drawn))); // [batch, numItems]
      const likelihood = tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), x), 1)));
      const spread = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1));
      const divergence = tf.mul(tf.mean(tf.sum(spread, 1)), 0.5);
      return tf.add(likelihood, tf.mul(divergence, 0.2)) as tf.Scalar;
    });
    tf.dispose([x, noise]);
    return loss;
  };
  return {
    unitsPerRun: steps * batchSize,
    dispose: () => weights.dispose(),
    async run() {
      let loss = 0;
      for (let i = 0; i < steps; i++) loss = await step();
      return { result: loss };
    },
  };
}
