import { randomUUID } from "node:crypto";
import { readdir, truncate } from "node:fs/promises";
import path from "node:path";
import {
  type Artifact,
  CorruptArtifactError,
  createArtifact,
  createModel,
  fit,
  Interactions,
  Vocabulary,
} from "@tastemaker/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHome } from "../../test/home.js";
import { type ArtifactStore, openArtifactStore } from "./artifact-store.js";

let home: Awaited<ReturnType<typeof createHome>>;
let store: ArtifactStore;

beforeEach(async () => {
  home = await createHome();
  store = openArtifactStore({ home: home.directory });
});

afterEach(() => home.remove());

async function trained(): Promise<Artifact> {
  const data = new Interactions(Vocabulary.of(["ann", "bob"]), Vocabulary.of(["apple", "pear", "plum 🍑"]), {
    userIndex: Int32Array.of(0, 1, 1),
    itemIndex: Int32Array.of(2, 2, 0),
    value: Float32Array.of(1, 1, 1),
  });
  const model = createModel("popularity", {
    task: "ranking",
    config: {},
    seed: 1,
    dimensions: { numUsers: 2, numItems: 3 },
  });
  try {
    await fit(model, data, { seed: 1 });
    return await createArtifact(model, { data, seed: 1, metrics: { "ndcg@10": 0.5 } });
  } finally {
    model.dispose();
  }
}

test("gives back what it was given, also to another process' store", async () => {
  const artifact = await trained();
  const key = await store.save(randomUUID(), artifact);
  const loaded = await openArtifactStore({ home: home.directory }).load(key);
  expect(loaded.manifest).toMatchObject({ model: "popularity", metrics: { "ndcg@10": 0.5 } });
  expect(loaded.items.ids).toEqual(artifact.items.ids);
  expect(loaded.weights).toEqual(artifact.weights);
});

test("removes an artifact, and does nothing for one that is gone", async () => {
  const key = await store.save(randomUUID(), await trained());
  await store.remove(key);
  await store.remove(key);
  expect(await readdir(path.join(home.directory, "artifacts"))).toEqual([]);
  await expect(store.load(key)).rejects.toBeInstanceOf(CorruptArtifactError);
});

test("tells a damaged artifact by its file", async () => {
  const key = await store.save(randomUUID(), await trained());
  await truncate(path.join(home.directory, "artifacts", key, "weights.safetensors"), 10);
  await expect(store.load(key)).rejects.toThrow(/weights\.safetensors/);
});

test("never leaves its folder", async () => {
  for (const key of ["../admin-password", "..", "", "a/b", "/etc", ".hidden"]) {
    await expect(store.remove(key)).rejects.toThrow(/artifact's key/);
    await expect(store.load(key)).rejects.toThrow(/artifact's key/);
  }
});
