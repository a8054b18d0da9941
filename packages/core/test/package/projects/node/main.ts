// A program of somebody else: trains, measures, recommends and keeps a model, typed by what the package declares.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  createArtifact,
  createModel,
  evaluateRanking,
  fit,
  generateInteractions,
  leaveLastOut,
  loadModel,
  type Model,
  type Recommendation,
  recommend,
  rowOf,
  type TrainingEvent,
} from "@tastemaker/core";
import { loadArtifact, saveArtifact, selectNodeBackend } from "@tastemaker/core/node";
import { modelContract } from "@tastemaker/core/testing";

const { name: backend } = await selectNodeBackend("simd");
const { interactions } = await generateInteractions({
  flavour: "catalogue",
  numUsers: 200,
  numItems: 100,
  interactionsPerUser: 16,
  seed: 3,
});
const { train, test, spec } = leaveLastOut(interactions, { ties: "last-row" });

const epochs: number[] = [];
const model: Model = createModel("neumf", {
  task: "ranking",
  dimensions: train,
  config: { epochs: 2 },
  seed: 1,
});
await fit(model, train, {
  seed: 1,
  onEvent: (event: TrainingEvent) => {
    if (event.type === "epoch-end") epochs.push(event.epoch);
  },
});
const { metrics } = await evaluateRanking(model, { train, test, split: spec, cutoffs: [10] });
const first: readonly Recommendation[] = await recommend(model, {
  userIndex: 0,
  k: 3,
  exclude: rowOf(train.byUser, 0),
});

const folder = await mkdtemp(path.join(tmpdir(), "tastemaker-consumer-"));
const directory = path.join(folder, "artifact");
await saveArtifact(directory, await createArtifact(model, { data: train, seed: 1 }));
const loaded = loadModel(await loadArtifact(directory));
const again = await recommend(loaded, { userIndex: 0, k: 3, exclude: rowOf(train.byUser, 0) });
await rm(folder, { recursive: true });
model.dispose();
loaded.dispose();

// @ts-expect-error: a task is one of two words
const wrong = () => createModel("neumf", { task: "clustering", dimensions: train, seed: 1 });

process.stdout.write(
  JSON.stringify({
    backend,
    epochs,
    hitRate: metrics["hitRate@10"],
    first,
    again,
    kinds: [typeof modelContract, typeof wrong],
  }),
);
