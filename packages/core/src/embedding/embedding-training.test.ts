import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { currentSimdBackend, type SimdBackend } from "../backend/simd/simd-backend.js";
import { normal } from "../layers/initializers.js";
import { createRandom, type Random } from "../random/random.js";
import { kernelDenseTraining, plainDenseTraining } from "./dense-training.js";
import { EmbeddingTable } from "./embedding-table.js";
import { type EmbeddingTraining, PlainEmbeddingTraining } from "./embedding-training.js";
import { KernelEmbeddingTraining } from "./kernel-embedding-training.js";
import { optimizerNames } from "./optimizers.js";

function simd(): SimdBackend {
  const backend = currentSimdBackend();
  if (!backend) throw new Error("another backend is current");
  return backend;
}

/** A user table of 7 rows and two item tables of 5, of `embeddingDim` and of one column. */
function tablesOf(embeddingDim: number): Map<string, EmbeddingTable> {
  const random = createRandom(3);
  const spec = { embeddingDim, initializer: normal(1), l2: 0.1 };
  return new Map([
    ["user", new EmbeddingTable(7, { ...spec, side: "user" }, random.fork("user"))],
    ["item", new EmbeddingTable(5, { ...spec, side: "item", l2: 0 }, random.fork("item"))],
    ["bias", new EmbeddingTable(5, { ...spec, side: "item", embeddingDim: 1 }, random.fork("bias"))],
  ]);
}

function drawBatch(random: Random, rows: number) {
  return {
    userIndex: Int32Array.from({ length: rows }, () => random.integer(7)),
    itemIndex: Int32Array.from({ length: rows }, () => random.integer(5)),
    labels: new Float32Array(rows),
  };
}

/** Steps with gradients that depend on the rows read, so that a wrong row shows at the next step. */
async function train(training: EmbeddingTraining, batchSizes: readonly number[]): Promise<void> {
  const random = createRandom(11);
  for (const [step, rows] of batchSizes.entries()) {
    if (step === 3) training.setLearningRate(0.03);
    const batch = drawBatch(random, rows);
    const leaves = training.gather(batch);
    const gradients = tf.tidy(() =>
      Object.fromEntries(
        Object.entries(leaves).map(([name, leaf]) => [name, tf.sub(tf.mul(leaf, 0.3), 0.1)] as const),
      ),
    );
    await training.update(batch, leaves, gradients);
    tf.dispose([leaves, gradients]);
  }
}

describe.each(optimizerNames)("%s on embedding tables", (optimizer) => {
  it.each([1, 3, 4, 64, 67])("by kernels as in plain TypeScript, dimension %i", async (embeddingDim) => {
    const sizes = [1, 9, 40, 0, 300];
    const [plain, fast] = [tablesOf(embeddingDim), tablesOf(embeddingDim)];
    const before = simd().kernels.memory.bytesInUse;
    const rule = { optimizer, learningRate: 0.1 };
    for (const training of [
      new PlainEmbeddingTraining({ tables: plain, ...rule }),
      new KernelEmbeddingTraining(simd(), { tables: fast, ...rule }),
    ]) {
      await train(training, sizes);
      training.dispose();
    }
    for (const [name, { weights }] of plain) {
      const other = fast.get(name)?.weights ?? new Float32Array();
      expect(other.length).toBe(weights.length);
      for (const [i, weight] of weights.entries()) expect(other[i]).toBeCloseTo(weight, 4);
    }
    expect(simd().kernels.memory.bytesInUse).toBe(before);
  });
});

describe.each(optimizerNames)("%s on dense weights", (optimizer) => {
  it.each([1, 4, 7, 70_001])("by a kernel as by TensorFlow.js, %i weights", (length) => {
    const random = createRandom(length);
    const draw = () => Float32Array.from({ length }, () => random.normal());
    const start = draw();
    const steps = [draw(), draw(), draw()];
    const before = simd().kernels.memory.bytesInUse;
    const [expected, actual] = [plainDenseTraining, kernelDenseTraining].map((create) => {
      const variable = tf.tidy(() => tf.variable(tf.tensor1d(start.slice())));
      const options = { weights: [{ variable, l2: 0.05 }], optimizer, learningRate: 0.1 };
      const training = create === kernelDenseTraining ? create(simd(), options) : plainDenseTraining(options);
      for (const [step, gradient] of steps.entries()) {
        if (step === 2) training.setLearningRate(0.03);
        tf.tidy(() => training.update([tf.tensor1d(gradient.slice())]));
      }
      const result = [...variable.dataSync()];
      training.dispose();
      variable.dispose();
      return result;
    });
    const worst = (expected ?? []).reduce(
      (most, x, i) => Math.max(most, Math.abs(x - (actual?.[i] ?? Number.NaN))),
      0,
    );
    expect(worst).toBeLessThan(2e-4);
    expect(simd().kernels.memory.bytesInUse).toBe(before);
  });
});

it("lends its rows to several trainings and has them back after the last", () => {
  const table = tablesOf(4).get("user") as EmbeddingTable;
  const values = table.weights.slice();
  const { memory } = simd().kernels;
  const before = memory.bytesInUse;
  const lent = table.lend(memory);
  expect(table.lend(memory)).toBe(lent);
  lent.view[0] = 9;
  table.takeBack();
  expect(table.weights.buffer).toBe(memory.buffer);
  table.takeBack();
  expect(table.weights.buffer).not.toBe(memory.buffer);
  expect(table.weights).toEqual(values.with(0, 9));
  expect(memory.bytesInUse).toBe(before);
});
