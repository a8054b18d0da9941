import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProject, createTestRun } from "../../test/project.js";
import { importStream } from "../datasets/import-stream.js";
import { ConflictError, NotFoundError } from "../errors/errors.js";
import type { Dataset } from "../schemas/dataset.js";
import { searchUsers } from "./dataset-users.js";
import { createDataset, failDataset, findDatasetByName, getDataset, removeDataset } from "./datasets.js";
import { createModelVersion } from "./model-versions.js";
import { getOverview } from "./overview.js";
import { requestCancel } from "./runs.js";

const database = useDatabase();
let projectId: string;

beforeEach(async () => {
  projectId = await createProject(database());
});

async function importRows(name: string, rows: readonly string[]): Promise<Dataset> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`user,item\n${rows.join("\n")}\n`);
  }
  const { finished } = await importStream(database(), { projectId, name, format: "csv", source: source() });
  return finished;
}

describe("removing a data set", () => {
  test("removes its rows and its partition, and gives the artifacts that are left over", async () => {
    const dataset = await importRows("shop", ["ann,apple", "bob,pear"]);
    const other = await importRows("other", ["ann,apple", "bob,pear", "cyd,pear"]);
    const ids = { projectId, datasetId: dataset.id };
    const run = await createTestRun(database(), ids);
    await requestCancel(database().prisma, { projectId, runId: run.id });
    await createModelVersion(database().prisma, {
      ...ids,
      runId: run.id,
      modelName: "popularity",
      task: "ranking",
      metrics: {},
      protocolHash: "abc",
      artifactKey: "the-artifact",
    });
    const keys = await database().prisma.$transaction((tx) => removeDataset(tx, ids));
    expect(keys).toEqual(["the-artifact"]);
    await expect(getDataset(database().prisma, ids)).rejects.toBeInstanceOf(NotFoundError);
    const { rows } = await database().pool.query(
      "select dataset_id, count(*)::int from interaction group by 1",
    );
    expect(rows).toEqual([{ dataset_id: other.id, count: 3 }]);
    expect(await database().prisma.run.count({ where: { projectId } })).toBe(0);
  });

  test("is refused while it is imported, or while a run on it has not ended", async () => {
    const { prisma } = database();
    const id = randomUUID();
    await createDataset(prisma, { id, projectId, name: "busy", format: "csv" });
    const importing = prisma.$transaction((tx) => removeDataset(tx, { projectId, datasetId: id }));
    await expect(importing).rejects.toThrow(/"busy" is being imported/);
    const dataset = await importRows("shop", ["ann,apple", "bob,pear"]);
    await createTestRun(database(), { projectId, datasetId: dataset.id });
    const running = prisma.$transaction((tx) => removeDataset(tx, { projectId, datasetId: dataset.id }));
    await expect(running).rejects.toThrow(/1 run\(s\) on the data set "shop" have not ended/);
    await expect(running).rejects.toBeInstanceOf(ConflictError);
  });

  test("of another project is not found", async () => {
    const { id: datasetId } = await importRows("shop", ["ann,apple", "bob,pear"]);
    const other = await createProject(database());
    const removal = database().prisma.$transaction((tx) =>
      removeDataset(tx, { projectId: other, datasetId }),
    );
    await expect(removal).rejects.toBeInstanceOf(NotFoundError);
    expect(await findDatasetByName(database().prisma, { projectId, name: "shop" })).toMatchObject({
      id: datasetId,
    });
  });
});

test("an import's first end counts", async () => {
  const { prisma } = database();
  const id = randomUUID();
  await createDataset(prisma, { id, projectId, name: "a", format: "csv", bytesTotal: 3_000_000_000 });
  await failDataset(prisma, { datasetId: id, error: "first" });
  await failDataset(prisma, { datasetId: id, error: "second" });
  expect(await getDataset(prisma, { projectId, datasetId: id })).toMatchObject({
    status: "FAILED",
    error: "first",
    bytesTotal: 3_000_000_000,
  });
});

describe("searching users", () => {
  const ids = ["anna", "ann", "joann", "ANN2", "50%", "50x", "a_b", "axb", "back\\slash", "bob"];

  test("finds ids that start with the text before those that contain it, in any case", async () => {
    const dataset = await importRows(
      "shop",
      ids.flatMap((id) => [`${id},apple`, `${id},pear`]),
    );
    const search = async (text: string, limit = 10) => {
      const scope = { projectId, datasetId: dataset.id };
      const found = await searchUsers(database().prisma, { ...scope, search: text, limit });
      return found.map(({ userId }) => userId);
    };
    expect(await search("ann")).toEqual(["ann", "anna", "ANN2", "joann"]);
    expect(await search("ann", 3)).toEqual(["ann", "anna", "ANN2"]);
    expect(await search("50%")).toEqual(["50%"]);
    expect(await search("a_b")).toEqual(["a_b"]);
    expect(await search("k\\s")).toEqual(["back\\slash"]);
    expect(await search("nobody")).toEqual([]);
    expect(await search("", 3)).toEqual(["anna", "ann", "joann"]);
  });

  test("counts interactions, and does not look into other projects", async () => {
    const dataset = await importRows("shop", ["ann,apple", "ann,pear", "bob,pear"]);
    const found = await searchUsers(database().prisma, {
      projectId,
      datasetId: dataset.id,
      search: "",
      limit: 10,
    });
    expect(found).toEqual([
      { userId: "ann", numInteractions: 2, attributes: null },
      { userId: "bob", numInteractions: 1, attributes: null },
    ]);
    const other = await createProject(database());
    const scope = { projectId: other, datasetId: dataset.id };
    expect(await searchUsers(database().prisma, { ...scope, search: "", limit: 10 })).toEqual([]);
  });
});

test("the overview counts what the project holds", async () => {
  await importRows("shop", ["ann,apple", "ann,pear", "bob,pear"]);
  const { id: datasetId } = await importRows("other", ["ann,apple", "bob,pear"]);
  for (let i = 0; i < 3; i++) await createTestRun(database(), { projectId, datasetId });
  const overview = await getOverview(database().prisma, { projectId, numRecentRuns: 2 });
  expect(overview).toMatchObject({ numDatasets: 2, numInteractions: 5, numRuns: 3, numModelVersions: 0 });
  expect(overview.datasets.map(({ name }) => name)).toEqual(["other", "shop"]);
  expect(overview.recentRuns).toHaveLength(2);
  expect(overview.production).toEqual([]);
});
