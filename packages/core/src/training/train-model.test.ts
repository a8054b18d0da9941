import { expect, test } from "vitest";
import { AbortedError, InvalidConfigError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import { checkerboard } from "../testing/checkerboard.js";
import type { TrainingEvent } from "./events.js";
import { fit } from "./fit.js";
import { trainModel } from "./train-model.js";

const { train } = checkerboard(8);
const options = { task: "ranking", config: { embeddingDim: 4, epochs: 2 }, seed: 3 } as const;
const pairs = { userIndex: Int32Array.of(0, 1, 7), itemIndex: Int32Array.of(1, 5, 0) };

test("is making a model and training it, of one seed", async () => {
  const events: TrainingEvent["type"][] = [];
  const model = await trainModel("gmf", train, { ...options, onEvent: ({ type }) => void events.push(type) });
  const { task, config, seed } = options;
  const byHand = createModel("gmf", { task, config, seed, dimensions: { numUsers: 8, numItems: 8 } });
  await fit(byHand, train, { seed });
  expect(await model.scorePairs(pairs.userIndex, pairs.itemIndex)).toEqual(
    await byHand.scorePairs(pairs.userIndex, pairs.itemIndex),
  );
  expect(events).toContain("run-end");
  model.dispose();
  byHand.dispose();
});

test("leaves nothing of a training that failed", async () => {
  // The set-up counts the tensors that a test leaves.
  await expect(trainModel("mlp", train, { ...options, signal: AbortSignal.abort() })).rejects.toThrow(
    AbortedError,
  );
  await expect(trainModel("mlp", train, { ...options, config: { epochs: 0 } })).rejects.toThrow(
    InvalidConfigError,
  );
});
