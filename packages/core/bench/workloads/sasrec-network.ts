import * as tf from "@tensorflow/tfjs";
import { normal } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { DenseWeights, type Linear } from "./dense-weights.js";
import { rowsBatch, startTableTraining } from "./embedding-tables.js";

export interface SasrecSizes {
  readonly numItems: number;
  readonly maxLength: number;
  readonly dim: number;
  readonly blocks: number;
  readonly batchSize: number;
}

/**
 * Training steps of SASRec (Kang & McAuley, ICDM 2018) without dropout: the same network as `peer_pytorch.py` has.
 * The item table is the library's, its rows gathered into a leaf tensor and updated by lazy Adam.
 */
export function sasrecSteps(sizes: SasrecSizes, steps: number, linear: Linear): ReadyContender {
  const { numItems, maxLength, dim, batchSize } = sizes;
  const random = createRandom(1);
  const weights = new DenseWeights(linear);
  const encode = sequenceEncoder(weights, sizes);
  const table = startTableTraining({ numRows: numItems, dim, initializer: normal(0.05), optimizer: "adam" });

  const step = async () => {
    // Sequence, positives, negatives in one gather.
    const items = Int32Array.from({ length: 3 * batchSize * maxLength }, () => random.integer(numItems));
    const batch = rowsBatch(items);
    const leaves = table.gather(batch);
    const rows = leaves["items"] as tf.Tensor2D;
    const loss = await weights.step(
      () => {
        const [sequence, positive, negative] = tf.split(rows, 3) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
        const encoded = encode(sequence); // [batch · length, dim]
        const high = tf.sum(tf.mul(encoded, positive), 1);
        const low = tf.sum(tf.mul(encoded, negative), 1);
        return tf.add(tf.mean(tf.softplus(tf.neg(high))), tf.mean(tf.softplus(low))) as tf.Scalar;
      },
      [rows],
      async ([gradient]) => {
        if (gradient) await table.update(batch, leaves, { items: gradient });
      },
    );
    rows.dispose();
    return loss;
  };
  return {
    unitsPerRun: steps * batchSize,
    dispose() {
      table.dispose();
      weights.dispose();
    },
    async run() {
      let loss = 0;
      for (let i = 0; i < steps; i++) loss = await step();
      return { result: loss };
    },
  };
}

/** [batch · length, dim] rows of items → [batch · length, dim] states after each of them. */
function sequenceEncoder(weights: DenseWeights, sizes: SasrecSizes): (rows: tf.Tensor2D) => tf.Tensor2D {
  const { maxLength, dim, blocks, batchSize } = sizes;
  const positions = weights.normal([maxLength, dim], 0.05);
  const layers = Array.from({ length: blocks }, () => attentionBlock(weights, sizes));
  const norm = layerNorm(weights, dim);
  return (rows) => {
    const sequences = tf.reshape(tf.mul(rows, Math.sqrt(dim)), [batchSize, maxLength, dim]);
    const input = tf.reshape(tf.add(sequences, positions), [batchSize * maxLength, dim]) as tf.Tensor2D;
    return norm(layers.reduce((x, block) => block(x), input));
  };
}

function attentionBlock(weights: DenseWeights, { maxLength, dim, batchSize }: SasrecSizes) {
  const [attentionNorm, feedNorm] = [layerNorm(weights, dim), layerNorm(weights, dim)];
  const [query, key, value] = [weights.dense(dim, dim), weights.dense(dim, dim), weights.dense(dim, dim)];
  const [feed1, feed2] = [weights.dense(dim, dim), weights.dense(dim, dim)];
  const scale = 1 / Math.sqrt(dim);
  const future = Float32Array.from({ length: maxLength * maxLength }, (_, i) =>
    i % maxLength > Math.floor(i / maxLength) ? -1e9 : 0,
  );
  const bySequence = (x: tf.Tensor2D) => tf.reshape(x, [batchSize, maxLength, dim]) as tf.Tensor3D;
  return (x: tf.Tensor2D): tf.Tensor2D => {
    const asked = attentionNorm(x); // [batch · length, dim]
    const keys = bySequence(key(x));
    const similarity = tf.matMul(bySequence(query(asked)), keys, false, true); // [batch, length, length]
    const mask = tf.tensor2d(future, [maxLength, maxLength]);
    const attention = tf.softmax(tf.add(tf.mul(similarity, scale), mask));
    const attended = tf.matMul(attention as tf.Tensor3D, bySequence(value(x))); // [batch, length, dim]
    const fed = feedNorm(tf.add(asked, tf.reshape(attended, [batchSize * maxLength, dim])));
    return tf.add(fed, feed2(tf.relu(feed1(fed))));
  };
}

/** (x − mean) / √(variance + ε) · γ + β over the columns of each row. */
function layerNorm(weights: DenseWeights, dim: number): (x: tf.Tensor2D) => tf.Tensor2D {
  const gamma = weights.variable(tf.ones([dim]) as tf.Tensor1D);
  const beta = weights.variable(tf.zeros([dim]) as tf.Tensor1D);
  return (x) => {
    const centred = tf.sub(x, tf.mean(x, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const normalised = tf.div(centred, tf.sqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normalised, gamma), beta);
  };
}
