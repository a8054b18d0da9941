import { describe, expect, test } from "vitest";
import { InvalidConfigError, InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { bpr } from "../losses/bpr.js";
import { createModel } from "../models/create-model.js";
import type { Model } from "../models/model.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";

const board = checkerboard(20);

function create(name: string, config: Record<string, unknown> = {}): Model {
  const task = name === "funk-svd" ? "rating" : "ranking";
  return createModel(name, {
    task,
    dimensions: board.train,
    config: { embeddingDim: 5, ...config },
    seed: 1,
  });
}

describe.each(["bpr-mf", "warp-mf", "logistic-mf", "funk-svd"])("%s", (name) => {
  test("gives the kernels' memory back, after an abort too", async () => {
    const kernels = await loadKernels();
    const before = kernels?.memory.bytesInUse;
    for (const aborted of [false, true]) {
      const model = create(name, { epochs: 3 });
      const controller = new AbortController();
      const training = fit(model, board.train, {
        seed: 1,
        signal: controller.signal,
        onEvent: ({ type }) => {
          if (aborted && type === "epoch-end") controller.abort();
        },
      });
      if (aborted) await expect(training).rejects.toThrow("abort");
      else await training;
      await model.scoreCatalogue(Int32Array.of(0, 1));
      model.dispose();
      expect(kernels?.memory.bytesInUse).toBe(before);
    }
  });

  test("learns the same on any number of threads, and the more the longer it trains", async () => {
    const states = [];
    const losses = [];
    for (const threads of [1, 2]) {
      const model = create(name, { epochs: 12, optimizer: "adagrad", learningRate: 0.1 });
      losses.push((await fit(model, board.train, { seed: 1, threads })).losses);
      states.push(model.state());
      model.dispose();
    }
    expect(states[1]).toEqual(states[0]);
    expect(losses[1]).toEqual(losses[0]);
    expect(losses[0]?.at(-1)).toBeLessThan(0.9 * (losses[0]?.[0] ?? 0));
  });

  test("refuses another loss than its own", async () => {
    const model = create(name);
    await expect(fit(model, board.train, { seed: 1, loss: bpr })).rejects.toThrow(InvalidConfigError);
    model.dispose();
  });

  test("refuses histories that cannot be", async () => {
    const model = create(name);
    const unknown = model.scoreHistories([{ itemIndex: Int32Array.of(3, 20) }]);
    await expect(unknown).rejects.toThrow(UnknownIdError);
    if (name !== "funk-svd") {
      const twice = model.scoreHistories([{ itemIndex: Int32Array.of(3, 3) }]);
      await expect(twice).rejects.toThrow(InvalidInteractionsError);
    }
    model.dispose();
  });
});

test("funk-svd predicts within the range of the ratings", async () => {
  const model = create("funk-svd", { learningRate: 0.2, l2: 0, epochs: 5 });
  await fit(model, board.train, { seed: 1 });
  const scores = await model.scoreCatalogue(Int32Array.from({ length: 20 }, (_, user) => user));
  expect(new Set(scores)).toEqual(new Set([1]));
  model.dispose();
});

test("bpr-mf's hinge trains another model than its logistic loss", async () => {
  const states = [];
  for (const loss of ["bpr", "hinge"]) {
    const model = create("bpr-mf", { loss, epochs: 2 });
    await fit(model, board.train, { seed: 1 });
    states.push(model.state().get("userFactors")?.data);
    model.dispose();
  }
  expect(states[0]).not.toEqual(states[1]);
});
