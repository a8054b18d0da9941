import { expect, test } from "vitest";
import { createArtifact } from "../artifacts/create-artifact.js";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { buildModel } from "./build-model.js";
import { ease } from "./ease.js";
import { loadModel } from "./load-model.js";
import { popularity } from "./popularity.js";
import { restoreModel } from "./restore-model.js";

const { train } = checkerboard(10);
const users = Int32Array.of(0, 3);

async function artifactOfEase() {
  const model = buildModel(ease, { task: "ranking", dimensions: train, config: { l2: 10 }, seed: 1 });
  await fit(model, train, { seed: 1 });
  const artifact = await createArtifact(model, { data: train, seed: 1 });
  const scores = await model.scoreCatalogue(users);
  model.dispose();
  return { artifact, scores };
}

test("scores as the model did, and as loadModel's", async () => {
  const { artifact, scores } = await artifactOfEase();
  const [restored, loaded] = [restoreModel(ease, artifact), loadModel(artifact)];
  expect(restored.config).toEqual({ l2: 10, useValues: false });
  expect(await restored.scoreCatalogue(users)).toEqual(scores);
  expect(await loaded.scoreCatalogue(users)).toEqual(scores);
  restored.dispose();
  loaded.dispose();
});

test("refuses an artifact of another model, and weights that do not fit", async () => {
  const { artifact } = await artifactOfEase();
  expect(() => restoreModel(popularity, artifact)).toThrow(InvalidConfigError);
  expect(() => restoreModel(popularity, artifact)).toThrow(
    '"ease", and the definition is that of "popularity"',
  );
  const weights = new Map([...artifact.weights].slice(1));
  expect(() => restoreModel(ease, { ...artifact, weights })).toThrow(CorruptArtifactError);
});
