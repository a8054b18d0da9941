import { expect, test } from "vitest";
import { type RunEventPayload, runEventPayload } from "../schemas/run.js";
import { logTraining } from "./log-training.js";

test("logs everything but the steps, of which four a second, in the schema's form", () => {
  const clock = { now: 0 };
  const logged: RunEventPayload[] = [];
  const log = logTraining({
    append: (payload) => logged.push(runEventPayload.parse(payload)),
    backend: "wasm",
    now: () => clock.now,
  });
  log({ type: "run-start", model: "gmf", epochs: 1, stepsPerEpoch: 100, seed: 1 });
  log({ type: "epoch-start", epoch: 1 });
  for (let step = 0; step < 100; step++) {
    clock.now = step * 10;
    log({ type: "step-end", epoch: 1, step, loss: step === 0 ? undefined : step });
  }
  log({ type: "epoch-end", epoch: 1, loss: undefined, samplesPerSecond: 10 });
  log({ type: "evaluation-end", epoch: 1, metrics: { "ndcg@10": 0.5 }, best: true });
  log({ type: "run-end", reason: "completed", epochs: 1, bestEpoch: 1 });
  expect(logged).toEqual([
    { type: "run-start", model: "gmf", epochs: 1, stepsPerEpoch: 100, seed: 1, backend: "wasm" },
    { type: "progress", epoch: 1, step: 0, loss: null },
    { type: "progress", epoch: 1, step: 25, loss: 25 },
    { type: "progress", epoch: 1, step: 50, loss: 50 },
    { type: "progress", epoch: 1, step: 75, loss: 75 },
    { type: "epoch-end", epoch: 1, loss: null, samplesPerSecond: 10 },
    { type: "evaluation-end", epoch: 1, metrics: { "ndcg@10": 0.5 }, best: true },
    { type: "run-end", reason: "completed", epochs: 1, bestEpoch: 1 },
  ]);
});
