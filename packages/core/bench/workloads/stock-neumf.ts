import * as tf from "@tensorflow/tfjs";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";

/** NeuMF's sizes: how every contender builds it. */
export interface NeumfSizes {
  readonly numUsers: number;
  readonly numItems: number;
  readonly dim: number;
  readonly mlpDim: number;
  readonly hiddenUnits: readonly number[];
  readonly batchSize: number;
}

/**
 * NeuMF as anybody would write it with `tf.layers`, the rows of a batch given to the graph as inputs: what the
 * WebAssembly backend can differentiate. The rows' gradients are read back, and not applied.
 */
export function stockWithRowsOutside(sizes: NeumfSizes, steps: number): ReadyContender {
  const { dim, mlpDim, batchSize } = sizes;
  const random = createRandom(1);
  const widths = [dim, dim, mlpDim, mlpDim];
  const inputs = widths.map((width) => tf.input({ shape: [width] }));
  const network = tf.model({ inputs, outputs: neumfOutput(inputs, sizes.hiddenUnits) });
  const optimizer = tf.train.adam(0.001);
  const rows = widths.map((width) =>
    Float32Array.from({ length: batchSize * width }, () => 0.05 * random.normal()),
  );
  const step = async () => {
    const leaves = rows.map((values, i) => tf.tensor2d(values, [batchSize, widths[i] as number]));
    const labels = labelsOf(batchSize);
    const weights = network.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf
      .engine()
      .gradients(
        () => crossEntropy(network.apply(leaves, { training: true }) as tf.Tensor2D, labels),
        [...leaves, ...weights],
      );
    optimizer.applyGradients(weights.map((w, i) => ({ name: w.name, tensor: grads[4 + i] as tf.Tensor })));
    await Promise.all(grads.slice(0, 4).map((gradient) => gradient.data()));
    const loss = (await value.data())[0] ?? Number.NaN;
    tf.dispose([value, ...grads, ...leaves, labels]);
    return loss;
  };
  return repeated(step, { steps, batchSize, dispose: () => disposeAll(network, optimizer) });
}

/** `tf.layers.embedding` as it comes: gradients and Adam run over every row of the tables. */
export function stockEmbeddingLayers(sizes: NeumfSizes, steps: number): ReadyContender {
  const { numUsers, numItems, dim, mlpDim, batchSize } = sizes;
  const random = createRandom(1);
  const user = tf.input({ shape: [1], dtype: "int32" });
  const item = tf.input({ shape: [1], dtype: "int32" });
  const embed = (inputDim: number, outputDim: number, input: tf.SymbolicTensor) =>
    tf.layers.flatten().apply(tf.layers.embedding({ inputDim, outputDim }).apply(input)) as tf.SymbolicTensor;
  const outputs = neumfOutput(
    [
      embed(numUsers, dim, user),
      embed(numItems, dim, item),
      embed(numUsers, mlpDim, user),
      embed(numItems, mlpDim, item),
    ],
    sizes.hiddenUnits,
  );
  const network = tf.model({ inputs: [user, item], outputs });
  const optimizer = tf.train.adam(0.001);
  network.compile({
    optimizer,
    loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.losses.sigmoidCrossEntropy(labels, logits),
  });
  const column = (bound: number) =>
    tf.tensor2d(
      Int32Array.from({ length: batchSize }, () => random.integer(bound)),
      [batchSize, 1],
      "int32",
    );
  const step = async () => {
    const batch = [column(numUsers), column(numItems)];
    const labels = labelsOf(batchSize);
    const loss = (await network.trainOnBatch(batch, labels)) as number;
    tf.dispose([...batch, labels]);
    return loss;
  };
  return repeated(step, { steps, batchSize, dispose: () => disposeAll(network, optimizer) });
}

function neumfOutput(tables: tf.SymbolicTensor[], hiddenUnits: readonly number[]): tf.SymbolicTensor {
  const [userProduct, itemProduct, userTower, itemTower] = tables;
  if (!userProduct || !itemProduct || !userTower || !itemTower) throw new Error("NeuMF reads four tables");
  const product = tf.layers.multiply().apply([userProduct, itemProduct]) as tf.SymbolicTensor;
  let deep = tf.layers.concatenate().apply([userTower, itemTower]) as tf.SymbolicTensor;
  for (const units of hiddenUnits) {
    deep = tf.layers.dense({ units, activation: "relu" }).apply(deep) as tf.SymbolicTensor;
  }
  const joined = tf.layers.concatenate().apply([product, deep]) as tf.SymbolicTensor;
  return tf.layers.dense({ units: 1 }).apply(joined) as tf.SymbolicTensor;
}

const labelsOf = (rows: number) =>
  tf.tensor2d(
    Float32Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? 1 : 0)),
    [rows, 1],
  );

const crossEntropy = (logits: tf.Tensor2D, labels: tf.Tensor2D) =>
  tf.losses.sigmoidCrossEntropy(labels, logits) as tf.Scalar;

function disposeAll(network: tf.LayersModel, optimizer: tf.Optimizer): void {
  optimizer.dispose();
  network.dispose();
}

function repeated(
  step: () => Promise<number>,
  options: { readonly steps: number; readonly batchSize: number; readonly dispose: () => void },
): ReadyContender {
  const { steps, batchSize, dispose } = options;
  return {
    unitsPerRun: steps * batchSize,
    dispose,
    async run() {
      let loss = 0;
      for (let i = 0; i < steps; i++) loss = await step();
      return { result: loss };
    },
  };
}
