import { appendFile, mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createArtifact, createModel, fit } from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createReadyDataset, type ReadyDataset } from "../../test/dataset.js";
import { createTestRun } from "../../test/project.js";
import { openArtifactStore } from "../artifacts/artifact-store.js";
import { loadInteractions } from "../datasets/load-interactions.js";
import { promoteModelVersion } from "../queries/model-aliases.js";
import { createModelVersion, type StoredModelVersion } from "../queries/model-versions.js";
import { recommendInput } from "../schemas/recommend.js";
import { removeDataset } from "../services/datasets/remove-dataset.js";
import { promoteVersion } from "../services/models/promote-version.js";
import { Recommender } from "./recommender.js";

const database = useDatabase();
let home: string;
let dataset: ReadyDataset;
/** Two replicas of the API. */
let here: Recommender;
let there: Recommender;

beforeAll(async () => {
  await selectNodeBackend();
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-serving-"));
  dataset = await createReadyDataset(database());
  const options = { db: database(), databaseUrl: database().url, artifacts: artifacts(), maxModels: 1 };
  [here, there] = await Promise.all([Recommender.start(options), Recommender.start(options)]);
});
afterAll(async () => {
  await here.close();
  await there.close();
  await rm(home, { recursive: true, force: true });
});

const artifacts = () => openArtifactStore({ home });

/** A trained version, registered as a run would. */
async function createVersion(
  modelName: string,
  { id: datasetId, projectId }: ReadyDataset = dataset,
): Promise<StoredModelVersion> {
  const data = await loadInteractions(database().pool, { datasetId });
  const { numUsers, numItems } = data;
  const model = createModel(modelName, {
    task: "ranking",
    seed: 1,
    config: modelName === "popularity" ? {} : { epochs: 1, embeddingDim: 4 },
    dimensions: { numUsers, numItems },
  });
  await fit(model, data, { seed: 1 });
  const artifactKey = await artifacts().save(
    crypto.randomUUID(),
    await createArtifact(model, { data, seed: 1 }),
  );
  model.dispose();
  const { id: runId } = await createTestRun(database(), { projectId, datasetId }, { modelName });
  return createModelVersion(database().prisma, {
    projectId,
    datasetId,
    runId,
    modelName,
    task: "ranking",
    metrics: {},
    protocolHash: "none",
    artifactKey,
  });
}

const ask = (recommender: Recommender, changes: object = {}, { projectId } = dataset) =>
  recommender.recommend({
    projectId,
    ...recommendInput.parse({ dataset: "films", userId: "u1", ...changes }),
  });

async function eventually(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const userId = async () => (await loadInteractions(database().pool, { datasetId: dataset.id })).users.idOf(0);

describe("Recommender", () => {
  test("answers from the promoted version at every replica, at once where it was promoted", async () => {
    const user = await userId();
    expect((await ask(there, { userId: user })).modelVersion).toBeNull();
    for (const version of [await createVersion("gmf"), await createVersion("biased-mf")]) {
      const params = {
        projectId: dataset.projectId,
        modelVersionId: version.id,
        alias: "production",
      } as const;
      await promoteVersion({ db: database(), recommender: here }, params);
      const answer = await ask(here, { userId: user });
      const { id, modelName } = version;
      expect(answer.modelVersion).toEqual({ id, modelName, version: version.version });
      expect(answer.items.every(({ source }) => source === "model")).toBe(true);
      expect(answer.items[0]?.title).toEqual(expect.any(String));
      await eventually(async () => (await ask(there, { userId: user })).modelVersion?.id === id);
      expect(await ask(there, { userId: user })).toEqual(answer);
    }
  });

  test("takes promotions that come at once, the first ones of a data set too", async () => {
    const other = await createReadyDataset(database());
    const version = await createVersion("popularity", other);
    const params = { projectId: other.projectId, modelVersionId: version.id, alias: "canary" } as const;
    const promote = () => promoteVersion({ db: database(), recommender: here }, params);
    const promoted = await Promise.all([promote(), promote(), promote(), promote()]);
    expect(promoted.map(({ aliases }) => aliases)).toEqual(promoted.map(() => ["canary"]));
    const answer = await ask(here, { model: { alias: "canary" } }, other);
    expect(answer.modelVersion?.id).toBe(version.id);
  });

  test("keeps no more models than it may, and no tensors of those it gave up", async () => {
    const user = await userId();
    const versions = [await createVersion("gmf"), await createVersion("mlp")];
    const explicit = (version: StoredModelVersion) =>
      ask(here, { userId: user, model: { modelVersionId: version.id } });
    const first = [];
    for (const version of versions) first.push(await explicit(version));
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      const again = [];
      for (const version of versions) again.push(await explicit(version));
      expect(again).toEqual(first);
    }
    expect(tf.memory().numTensors).toBe(before);
    const together = await Promise.all([...versions, ...versions].map(explicit));
    expect(together).toEqual([...first, ...first]);
  });

  test("hears of a promotion after its connection broke", async () => {
    const version = await createVersion("popularity");
    await database().pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tastemaker-listen' and datname = current_database()",
    );
    const params = { projectId: dataset.projectId, modelVersionId: version.id, alias: "production" } as const;
    await promoteModelVersion(database().prisma, params);
    const user = await userId();
    await eventually(async () => (await ask(there, { userId: user })).modelVersion?.id === version.id);
  });

  test("shows nothing of another project", async () => {
    const other = await createReadyDataset(database());
    const version = await createVersion("popularity");
    const model = { modelVersionId: version.id };
    await expect(ask(here, { model }, other)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await ask(here, {}, other)).modelVersion).toBeNull();
    const sibling = await createReadyDataset(database(), { name: "books", projectId: dataset.projectId });
    const elsewhere = ask(here, { dataset: sibling.name, model });
    await expect(elsewhere).rejects.toThrow(/of the data set "films", not of "books"/);
  });

  test("names an artifact that is damaged, and answers again when it is mended", async () => {
    const version = await createVersion("gmf");
    const file = path.join(home, "artifacts", version.artifactKey, "weights.safetensors");
    await appendFile(file, "x");
    const damaged = ask(here, { model: { modelVersionId: version.id } });
    await expect(damaged).rejects.toMatchObject({ code: "CORRUPT_ARTIFACT" });
    await truncate(file, (await stat(file)).size - 1);
    const mended = await ask(here, { model: { modelVersionId: version.id } });
    expect(mended.modelVersion?.id).toBe(version.id);
  });

  test("forgets a data set that is removed, even one whose name is used again", async () => {
    const doomed = await createReadyDataset(database(), { name: "doomed" });
    const version = await createVersion("gmf", doomed);
    const params = { projectId: doomed.projectId, modelVersionId: version.id, alias: "production" } as const;
    await promoteVersion({ db: database(), recommender: here }, params);
    expect((await ask(here, { dataset: "doomed" }, doomed)).modelVersion).not.toBeNull();
    const removed = { projectId: doomed.projectId, datasetId: doomed.id };
    await database().prisma.run.update({
      where: { id: version.runId },
      data: { status: "CANCELLED", finishedAt: new Date() },
    });
    await removeDataset({ db: database(), artifacts: artifacts() }, removed);
    await expect(ask(here, { dataset: "doomed" }, doomed)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(artifacts().load(version.artifactKey)).rejects.toMatchObject({ code: "CORRUPT_ARTIFACT" });
    await createReadyDataset(database(), { name: "doomed", projectId: doomed.projectId });
    expect((await ask(here, { dataset: "doomed" }, doomed)).modelVersion).toBeNull();
  });
});
