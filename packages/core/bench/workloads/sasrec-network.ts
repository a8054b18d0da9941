import * as tf from "@tensorflow/tfjs";
import { EmbeddingTable } from "../../src/embedding/embedding-table.js";
import { optimizers } from "../../src/embedding/optimizers.js";
import { RowGradientSum } from "../../src/embedding/row-gradient-sum.js";
import { normal } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { DenseWeights, type Linear } from "./dense-weights.js";

export interface SasrecSizes {
  readonly numItems: number;
  readonly maxLength: number;
  readonly dim: number;
  readonly blocks: number;
  readonly batchSize: number;
}

/**
 * Training steps of SASRec (Kang & McAuley, ICDM 2018) without dropout: the same network as `peer_pytorch.py` has.
 * The item table is the library's, its rows gathered into leaf tensors and updated by lazy Adam.
 */
export function sasrecSteps(sizes: SasrecSizes, steps: number, linear: Linear): ReadyContender {
  const { numItems, maxLength, dim, batchSize } = sizes;
  const random = createRandom(1);
  const spec = { side: "item", embeddingDim: dim, initializer: normal(0.05), l2: 0 } as const;
  const table = new EmbeddingTable(numItems, spec, random);
  const rowSum = new RowGradientSum(numItems, dim);
  const adam = optimizers.adam.sparse({ learningRate: 0.001, numRows: numItems, dim });
  const weights = new DenseWeights(linear);
  const encode = sequenceEncoder(weights, sizes);
  const positions = batchSize * maxLength;
  const draw = () => Int32Array.from({ length: positions }, () => random.integer(numItems));

  const step = async () => {
    // Sequence, positives, negatives in one gather.
    const items = new Int32Array(3 * positions);
    for (let part = 0; part < 3; part++) items.set(draw(), part * positions);
    const gathered = table.gather(items);
    const rows = [0, 1, 2].map((part) =>
      tf.tensor2d(gathered.subarray(part * positions * dim, (part + 1) * positions * dim), [positions, dim]),
    );
    const [sequence, positive, negative] = rows as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const loss = await weights.step(
      () => {
        const encoded = encode(sequence); // [batch · length, dim]
        const high = tf.sum(tf.mul(encoded, positive), 1);
        const low = tf.sum(tf.mul(encoded, negative), 1);
        return tf.add(tf.mean(tf.softplus(tf.neg(high))), tf.mean(tf.softplus(low))) as tf.Scalar;
      },
      rows,
      async (gradients) => {
        const gradient = new Float32Array(items.length * dim);
        for (const [part, each] of gradients.entries())
          gradient.set(await each.data(), part * positions * dim);
        adam.apply(table.weights, rowSum.sum(items, gradient, { l2: 0, rows: gathered }));
      },
    );
    tf.dispose(rows);
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
