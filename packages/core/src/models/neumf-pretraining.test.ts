import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { contractConfigs } from "../../test/contract-configs.js";
import { AbortedError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { checkerboard } from "../testing/checkerboard.js";
import { modelContract } from "../testing/model-contract.js";
import type { TrainingEvent } from "../training/events.js";
import { type FitOptions, fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import type { GradientConfig } from "./gradient-config.js";
import { GradientModel } from "./gradient-model.js";
import type { GatheredRows } from "./network.js";
import { neumf } from "./neumf.js";

const { train } = checkerboard(8);
const pretrain = {
  pretrain: true,
  pretrainEpochs: 3,
  mlpPretrainEpochs: 3,
  epochs: 2,
  sgdLearningRate: 1,
};
const quick = { embeddingDim: 4, mlpEmbeddingDim: 4, hiddenUnits: [6, 4], batchSize: 40, ...pretrain };

async function withModel<T>(
  config: Record<string, unknown>,
  work: (model: GradientModel<GradientConfig>) => Promise<T> | T,
): Promise<T> {
  const dimensions = { numUsers: 8, numItems: 8 };
  const model = createModel("neumf", {
    task: "ranking",
    dimensions,
    seed: 1,
    config: { ...quick, ...config },
  });
  try {
    if (!(model instanceof GradientModel)) throw new Error("not a gradient model");
    return await work(model);
  } finally {
    model.dispose();
  }
}

async function trainedWith(config: Record<string, unknown>, options: Partial<FitOptions> = {}) {
  const events: TrainingEvent[] = [];
  const result = await withModel(config, (model) =>
    fit(model, train, { seed: 1, onEvent: (event) => void events.push(event), ...options }),
  );
  return { ...result, events };
}

for (const biases of [true, false]) {
  describe(`neumf, pretrained ${biases ? "with" : "without"} biases`, () => {
    const options = contractConfigs["neumf"];
    const epochs = { pretrainEpochs: 30, mlpPretrainEpochs: 30, epochs: 5 };
    const config = { ...options?.config, biases, pretrain: true, ...epochs };
    for (const { name, run } of modelContract(neumf, { ...options, config, personalised: true }))
      it(name, run);
  });
}

describe("pretraining", () => {
  it.each([
    { weightedProduct: true, productShare: 0.5 },
    { weightedProduct: false, productShare: 0.5 },
    { weightedProduct: true, productShare: 0.8 },
    { weightedProduct: false, productShare: 0.8 },
    { weightedProduct: true, productShare: 0 },
  ])(
    "starts NeuMF from the mean of both logits by $productShare, weightedProduct $weightedProduct",
    (config) =>
      withModel(config, (model) => {
        const { network, tables } = model;
        const parts = network.pretraining?.start();
        const random = (name: string) =>
          tf.randomNormal([8, tables.get(name)?.embeddingDim ?? 0], 0, 1, "float32", 7);
        const weightsOf = (name: string) => tables.get(name)?.weights ?? new Float32Array();
        tf.tidy(() => {
          for (const name of tables.keys()) weightsOf(name).set(random(name).dataSync());
          const rows = () =>
            Object.fromEntries(
              [...tables.keys()].map((name) => [
                name,
                tf.tensor2d(weightsOf(name), [8, weightsOf(name).length / 8]),
              ]),
            ) as GatheredRows<string>;
          const [gmf, mlp] = (parts?.networks ?? []).map((part) => part.network.logits(rows()).arraySync());
          const share = config.productShare;
          const mean = gmf?.map((logit, i) => share * logit + (1 - share) * (mlp?.[i] ?? Number.NaN)) ?? [];
          expect(Math.max(...mean) - Math.min(...mean)).toBeGreaterThan(0.5);
          expect(network.logits(rows()).arraySync()).not.toEqual(mean);
          parts?.join(weightsOf);
          network
            .logits(rows())
            .arraySync()
            .forEach((logit, i) => {
              expect(logit).toBeCloseTo(mean[i] ?? Number.NaN, 5);
            });
        });
        parts?.dispose();
      }),
  );

  it("counts the epochs of all three through, and each lowers its own loss", async () => {
    const epochs = { pretrainEpochs: 20, mlpPretrainEpochs: 25 };
    const { events, losses } = await trainedWith({ learningRate: 0.05, ...epochs });
    expect(events[0]).toMatchObject({ type: "run-start", epochs: 47 });
    expect(events.filter(({ type }) => type === "epoch-start").map((e) => "epoch" in e && e.epoch)).toEqual(
      Array.from({ length: 47 }, (_, i) => i + 1),
    );
    const lossAt = (epoch: number) => losses[epoch - 1] ?? Number.NaN;
    expect(lossAt(20)).toBeLessThan(0.8 * lossAt(1));
    // The tower starts anew.
    expect(lossAt(21)).toBeGreaterThan(lossAt(20));
    expect(lossAt(45)).toBeLessThan(0.8 * lossAt(21));
    // NeuMF does not.
    expect(lossAt(46)).toBeLessThan(0.8 * lossAt(21));
  });

  it("leaves what NeuMF learns to plain SGD", async () => {
    // A step size at which nothing moves: NeuMF stays what it starts from.
    const scoresOf = (config: Record<string, unknown>) =>
      withModel({ ...config, sgdLearningRate: 1e-12 }, async (model) => {
        await fit(model, train, { seed: 1 });
        return model.scoreCatalogue(Int32Array.of(0, 1));
      });
    expect(await scoresOf({ epochs: 1 })).toEqual(await scoresOf({ epochs: 4 }));
    for (const field of ["pretrainEpochs", "mlpPretrainEpochs"])
      expect(await scoresOf({ [field]: 4 })).not.toEqual(await scoresOf({ [field]: 3 }));
  });

  it("does not measure the parts: the best epoch is one of NeuMF's", async () => {
    const measured: number[] = [];
    const { bestEpoch, stoppedEarly, epochs } = await trainedWith(
      { epochs: 5 },
      {
        validation: {
          monitor: "m",
          mode: "max",
          patience: 2,
          evaluate: async () => ({ m: -measured.push(0) }),
        },
      },
    );
    expect(measured).toHaveLength(3);
    expect({ bestEpoch, stoppedEarly, epochs }).toEqual({ bestEpoch: 7, stoppedEarly: true, epochs: 9 });
  });

  it.each([1, 4, 7, 8])("gives everything back when it is aborted in epoch %s", async (epoch) => {
    const kernels = await loadKernels();
    const before = kernels?.memory.bytesInUse;
    const stop = new AbortController();
    const onEvent = (event: TrainingEvent) => {
      if (event.type === "step-end" && event.epoch === epoch) stop.abort();
    };
    await expect(trainedWith({}, { signal: stop.signal, onEvent })).rejects.toThrow(AbortedError);
    expect(kernels?.memory.bytesInUse).toBe(before);
  });
});
