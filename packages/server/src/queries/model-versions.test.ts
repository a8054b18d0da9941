import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProjectWithDataset, createTestRun } from "../../test/project.js";
import { listen } from "../database/listen.js";
import { NotFoundError } from "../errors/errors.js";
import { aliasChange, modelAliasChannel, promoteModelVersion } from "./model-aliases.js";
import {
  createModelVersion,
  findVersionByAlias,
  getModelVersion,
  listModelVersions,
  listVersionsByAlias,
  type StoredModelVersion,
} from "./model-versions.js";
import { getRun } from "./runs.js";

const database = useDatabase();
let ids: { projectId: string; datasetId: string };

beforeEach(async () => {
  ids = await createProjectWithDataset(database());
});

async function createVersion(): Promise<StoredModelVersion> {
  const { id: runId } = await createTestRun(database(), ids);
  return createModelVersion(database().prisma, {
    ...ids,
    runId,
    modelName: "popularity",
    task: "ranking",
    metrics: { "ndcg@10": 0.25 },
    protocolHash: "abc",
    artifactKey: runId,
  });
}

test("twelve versions made at once are numbered 1 … 12", async () => {
  const versions = await Promise.all(Array.from({ length: 12 }, createVersion));
  const numbers = versions.map(({ version }) => version).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  const listed = await listModelVersions(database().prisma, ids);
  expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(versions.map(({ id }) => id)));
});

test("a version carries its metrics, and its run knows it", async () => {
  const version = await createVersion();
  const { prisma } = database();
  expect(await getModelVersion(prisma, { ...ids, modelVersionId: version.id })).toEqual(version);
  expect(version).toMatchObject({
    version: 1,
    metrics: { "ndcg@10": 0.25 },
    datasetName: "small",
    aliases: [],
  });
  const run = await getRun(prisma, { ...ids, runId: version.runId });
  expect(run.modelVersionId).toBe(version.id);
});

test("an alias moves from version to version, and every replica is told", async () => {
  const { prisma, url } = database();
  const heard: unknown[] = [];
  const listener = await listen(url, modelAliasChannel, (payload) =>
    heard.push(aliasChange.parse(JSON.parse(payload))),
  );
  try {
    const [first, second] = [await createVersion(), await createVersion()];
    const alias = "production" as const;
    expect(await findVersionByAlias(prisma, { ...ids, alias })).toBeNull();
    const promoted = await promoteModelVersion(prisma, { ...ids, modelVersionId: first.id, alias });
    expect(promoted.aliases).toEqual(["production"]);
    await promoteModelVersion(prisma, { ...ids, modelVersionId: second.id, alias });
    expect(await findVersionByAlias(prisma, { ...ids, alias })).toMatchObject({ id: second.id });
    expect(await getModelVersion(prisma, { ...ids, modelVersionId: first.id })).toMatchObject({
      aliases: [],
    });
    expect(await listVersionsByAlias(prisma, { ...ids, alias })).toMatchObject([{ id: second.id }]);
    const { datasetId } = ids;
    await expect
      .poll(() => heard)
      .toEqual([
        { datasetId, alias, modelVersionId: first.id },
        { datasetId, alias, modelVersionId: second.id },
      ]);
  } finally {
    await listener.close();
  }
});

test("is unknown to another project", async () => {
  const version = await createVersion();
  const { prisma } = database();
  const other = await createProjectWithDataset(database());
  const modelVersionId = version.id;
  await expect(getModelVersion(prisma, { ...other, modelVersionId })).rejects.toBeInstanceOf(NotFoundError);
  await expect(
    promoteModelVersion(prisma, { ...other, modelVersionId, alias: "canary" }),
  ).rejects.toBeInstanceOf(NotFoundError);
  await expect(getModelVersion(prisma, { ...ids, modelVersionId: randomUUID() })).rejects.toThrow(
    /no model version/,
  );
});
