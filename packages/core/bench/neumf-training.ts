/**
 * Training speed of NeuMF (64-d embeddings, 256-128-64, batch 4096) in samples a second: this library beside the same
 * model in plain TensorFlow.js, on the same data, in the same process.
 *
 *   pnpm --filter @tastemaker/core bench:neumf [--items 3706] [--rounds 5] [--json]
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { Interactions } from "../src/data/interactions.js";
import { Vocabulary } from "../src/data/vocabulary.js";
import { createModel } from "../src/models/create-model.js";
import { selectNodeBackend } from "../src/node/select-node-backend.js";
import { createRandom } from "../src/random/random.js";

const { values: flags } = parseArgs({
  options: {
    users: { type: "string", default: "6040" },
    items: { type: "string", default: "3706" },
    rounds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});
const numUsers = Number(flags.users);
const numItems = Number(flags.items);
const rounds = Number(flags.rounds);
const batchSize = 4096;
/**
 * For `tf.layers.embedding` alone: a step of 4096 takes it minutes and gigabytes, since the CPU backend's gradient of
 * `gather` goes over the whole batch once for each row of the table. Its samples a second are the same at both sizes.
 */
const embeddingBatchSize = 128;
const dim = 64;
const hiddenUnits = [256, 128, 64];

/** One way to train: `step` takes one optimizer step over a batch and waits for its loss. */
interface Contender {
  readonly name: string;
  readonly backend: string;
  readonly batchSize: number;
  readonly stepsPerRound: number;
  step(): Promise<number>;
}

const random = createRandom(1);
const column = (bound: number, length: number) => Int32Array.from({ length }, () => random.integer(bound));

async function ours(): Promise<Contender> {
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  const length = 200_000;
  const data = new Interactions(ids(numUsers), ids(numItems), {
    userIndex: column(numUsers, length),
    itemIndex: column(numItems, length),
    value: new Float32Array(length).fill(1),
  });
  const config = { embeddingDim: dim, mlpEmbeddingDim: dim, hiddenUnits, batchSize, learningRate: 0.001 };
  const model = createModel("neumf", { task: "ranking", dimensions: data, config, seed: 1 });
  const session = await model.startTraining(data, { random: createRandom(1) });
  session.startEpoch(1);
  let next = 0;
  return {
    name: "tastemaker",
    backend: "wasm",
    batchSize,
    stepsPerRound: 8,
    // The last step of an epoch is shorter: it is left out.
    step: async () => (await session.step(next++ % (session.stepsPerEpoch - 1))) ?? Number.NaN,
  };
}

/** The rows of a batch as the graph's inputs, the rest as anybody would write it with `tf.layers.dense`. */
function gatheredOutside(): Contender {
  const inputs = [0, 1, 2, 3].map(() => tf.input({ shape: [dim] }));
  const network = tf.model({ inputs, outputs: neumfOutput(inputs) });
  const optimizer = tf.train.adam(0.001);
  const rows = [0, 1, 2, 3].map(() =>
    Float32Array.from({ length: batchSize * dim }, () => 0.05 * random.normal()),
  );
  return {
    name: "tfjs, rows gathered outside the graph",
    backend: "wasm",
    batchSize,
    stepsPerRound: 2,
    async step() {
      const leaves = rows.map((values) => tf.tensor2d(values, [batchSize, dim]));
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
    },
  };
}

/** `tf.layers.embedding` as it comes: gradients and Adam run over every row of the tables. */
function embeddingLayers(): Contender {
  const user = tf.input({ shape: [1], dtype: "int32" });
  const item = tf.input({ shape: [1], dtype: "int32" });
  const embed = (inputDim: number, input: tf.SymbolicTensor) =>
    tf.layers
      .flatten()
      .apply(tf.layers.embedding({ inputDim, outputDim: dim }).apply(input)) as tf.SymbolicTensor;
  const outputs = neumfOutput([
    embed(numUsers, user),
    embed(numItems, item),
    embed(numUsers, user),
    embed(numItems, item),
  ]);
  const network = tf.model({ inputs: [user, item], outputs });
  network.compile({ optimizer: tf.train.adam(0.001), loss: crossEntropyOfLabels });
  return {
    name: "tfjs, tf.layers.embedding",
    // The WebAssembly backend has no gradient of `gather`.
    backend: "cpu",
    batchSize: embeddingBatchSize,
    stepsPerRound: 1,
    async step() {
      const batch = [
        tf.tensor2d(column(numUsers, embeddingBatchSize), [embeddingBatchSize, 1], "int32"),
        tf.tensor2d(column(numItems, embeddingBatchSize), [embeddingBatchSize, 1], "int32"),
      ];
      const labels = labelsOf(embeddingBatchSize);
      const loss = (await network.trainOnBatch(batch, labels)) as number;
      tf.dispose([...batch, labels]);
      return loss;
    },
  };
}

function neumfOutput([
  userProduct,
  itemProduct,
  userTower,
  itemTower,
]: tf.SymbolicTensor[]): tf.SymbolicTensor {
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
const crossEntropyOfLabels = (labels: tf.Tensor, logits: tf.Tensor) =>
  tf.losses.sigmoidCrossEntropy(labels, logits);

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

tf.enableProdMode();
await selectNodeBackend("cpu");
const plain = embeddingLayers();
await selectNodeBackend("wasm");
const contenders = [await ours(), gatheredOutside(), plain];
const speeds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
// Interleaved, so that a slow moment of the machine meets all of them; round 0 warms up and is not counted.
for (let round = 0; round <= rounds; round++) {
  for (const { name, backend, batchSize: rows, stepsPerRound, step } of contenders) {
    await tf.setBackend(backend);
    const started = performance.now();
    for (let i = 0; i < stepsPerRound; i++) {
      const loss = await step();
      if (!Number.isFinite(loss)) throw new Error(`${name}: the loss is ${loss}`);
    }
    const seconds = (performance.now() - started) / 1000;
    if (round > 0) speeds.get(name)?.push((stepsPerRound * rows) / seconds);
  }
}
const reference = median(speeds.get(plain.name) ?? []);
const report = contenders.map(({ name, backend, batchSize: rows }) => {
  const samples = speeds.get(name) ?? [];
  return {
    name,
    backend,
    batchSize: rows,
    samplesPerSecond: Math.round(median(samples)),
    min: Math.round(Math.min(...samples)),
    max: Math.round(Math.max(...samples)),
    ratio: median(samples) / reference,
  };
});
if (flags.json) {
  console.log(JSON.stringify({ numUsers, numItems, batchSize, dim, hiddenUnits, rounds, report }));
} else {
  console.log(
    `NeuMF ${dim}-d, ${hiddenUnits.join("-")}, batch ${batchSize}, ${numUsers} users × ${numItems} items, Node ${process.version}\n`,
  );
  console.log(
    "| what | backend | batch | samples/s, median | min – max | ratio |\n| --- | --- | ---: | ---: | ---: | ---: |",
  );
  for (const { name, backend, batchSize: rows, samplesPerSecond, min, max, ratio } of report) {
    console.log(
      `| ${name} | ${backend} | ${rows} | ${samplesPerSecond} | ${min} – ${max} | ${ratio.toFixed(1)} |`,
    );
  }
}
