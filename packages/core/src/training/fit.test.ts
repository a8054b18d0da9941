import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { AbortedError, DivergedError, InvalidConfigError, InvalidFeaturesError } from "../errors/errors.js";
import { pairwise } from "../losses/pairwise.js";
import { pointwise } from "../losses/pointwise.js";
import { createModel } from "../models/create-model.js";
import type { Model } from "../models/model.js";
import { checkerboard } from "../testing/checkerboard.js";
import type { TrainingEvent } from "./events.js";
import { fit } from "./fit.js";

const { train } = checkerboard(8);

async function withModel<T>(config: Record<string, unknown>, work: (model: Model) => Promise<T>): Promise<T> {
  const model = createModel("biased-mf", {
    task: "ranking",
    dimensions: { numUsers: 8, numItems: 8 },
    seed: 1,
    config: { embeddingDim: 4, optimizer: "adagrad", learningRate: 0.1, batchSize: 32, ...config },
  });
  try {
    return await work(model);
  } finally {
    model.dispose();
  }
}

describe("fit", () => {
  it("tells of everything in order", async () => {
    const events: TrainingEvent[] = [];
    await withModel({ epochs: 2 }, (model) =>
      fit(model, train, { seed: 1, onEvent: (event) => void events.push(event) }),
    );
    const steps = Array.from({ length: 4 }, () => "step-end");
    const epoch = ["epoch-start", ...steps, "epoch-end"];
    expect(events.map(({ type }) => type)).toEqual(["run-start", ...epoch, ...epoch, "run-end"]);
    expect(events[0]).toEqual({
      type: "run-start",
      model: "biased-mf",
      epochs: 2,
      stepsPerEpoch: 4,
      seed: 1,
    });
    expect(events.at(-1)).toEqual({ type: "run-end", reason: "completed", epochs: 2, bestEpoch: 2 });
  });

  it("lowers the loss", async () => {
    const { losses } = await withModel({ epochs: 100, learningRate: 0.3 }, (model) =>
      fit(model, train, { seed: 1 }),
    );
    expect(losses[0]).toBeCloseTo(Math.log(2), 1);
    // One row in five is positive: 0.50 is what knowing just that would cost.
    expect(losses.at(-1)).toBeLessThan(0.35);
  });

  it("stops when no epoch has been better for `patience`, and goes back to the best", async () => {
    const scripted = [0.1, 0.5, 0.4, 0.3, 0.9];
    const seen: Float32Array[] = [];
    await withModel({ epochs: 5 }, async (model) => {
      const result = await fit(model, train, {
        seed: 1,
        validation: {
          monitor: "ndcg@10",
          mode: "max",
          patience: 2,
          evaluate: async (trained) => {
            seen.push(await trained.scoreCatalogue(Int32Array.of(0)));
            return { "ndcg@10": scripted[seen.length - 1] ?? 0 };
          },
        },
      });
      expect(result).toMatchObject({ epochs: 4, stoppedEarly: true, bestEpoch: 2 });
      expect(await model.scoreCatalogue(Int32Array.of(0))).toEqual(seen[1]);
      expect(seen[3]).not.toEqual(seen[1]);
    });
  });

  it("takes the smallest where smaller is better", async () => {
    const scripted = [3, 1, 2];
    let call = 0;
    const result = await withModel({ epochs: 3 }, (model) =>
      fit(model, train, {
        seed: 1,
        validation: { monitor: "rmse", mode: "min", evaluate: async () => ({ rmse: scripted[call++] ?? 0 }) },
      }),
    );
    expect(result).toMatchObject({ epochs: 3, stoppedEarly: false, bestEpoch: 2 });
  });

  it("names the metrics there are when the monitored one is missing", async () => {
    await withModel({ epochs: 1 }, async (model) => {
      const validation = { monitor: "auc", mode: "max", evaluate: async () => ({ rmse: 1 }) } as const;
      await expect(fit(model, train, { seed: 1, validation })).rejects.toThrow(
        '"auc" is not among the metrics: rmse',
      );
    });
  });

  it("aborts between steps", async () => {
    const controller = new AbortController();
    const onEvent = (event: TrainingEvent) => {
      if (event.type === "step-end" && event.step === 1) controller.abort();
    };
    await withModel({ epochs: 50 }, async (model) => {
      await expect(fit(model, train, { seed: 1, signal: controller.signal, onEvent })).rejects.toThrow(
        AbortedError,
      );
    });
  });

  it("names epoch and step when the loss is no longer a number", async () => {
    await withModel({ epochs: 5 }, async (model) => {
      const nan = pointwise({
        name: "nan",
        task: "ranking",
        compute: (logits) => tf.mul(logits, Number.NaN),
      });
      const error = await fit(model, train, { seed: 1, loss: nan }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DivergedError);
      expect(error).toMatchObject({ code: "DIVERGED", epoch: 1, step: 0 });
    });
  });

  it("refuses a loss of the other task", async () => {
    await withModel({ loss: "mse" }, async (model) => {
      await expect(fit(model, train, { seed: 1 })).rejects.toThrow(InvalidConfigError);
    });
  });

  it("trains on a loss of one's own", async () => {
    const hinge = pairwise({
      name: "hinge",
      compute: (positive, negative) => tf.relu(tf.add(tf.sub(negative, positive), 1)),
    });
    const { losses } = await withModel({ epochs: 30 }, (model) =>
      fit(model, train, { seed: 1, loss: hinge }),
    );
    expect(losses[0]).toBeCloseTo(1, 1);
    expect(losses.at(-1)).toBeLessThan(0.3);
  });

  it("lets timers run", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await withModel({ epochs: 100 }, (model) => fit(model, train, { seed: 1 }));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });
});

it.each(["ease", "gmf", "sasrec"])(
  "refuses the context of interactions for %s, which reads none",
  async (name) => {
    const model = createModel(name, { task: "ranking", dimensions: train, seed: 1 });
    const fitted = fit(model, train, { seed: 1, context: { get: () => ({ hour: 3 }) } });
    await expect(fitted).rejects.toBeInstanceOf(InvalidFeaturesError);
    await expect(fitted).rejects.toThrow(`this ${name} reads none: leave it out`);
    model.dispose();
  },
);
