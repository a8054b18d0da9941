import { beforeEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProject } from "../../test/project.js";
import { getItemTitles } from "../queries/dataset-items.js";
import { listDatasets } from "../queries/datasets.js";
import { type GenerateDatasetOptions, generateDataset } from "./generate-dataset.js";
import { loadInteractions } from "./load-interactions.js";

const database = useDatabase();
let projectId: string;

beforeEach(async () => {
  projectId = await createProject(database());
});

const options = (changes: Partial<GenerateDatasetOptions> = {}): GenerateDatasetOptions => ({
  projectId,
  name: "demo",
  flavour: "catalogue",
  numUsers: 300,
  numItems: 100,
  interactionsPerUser: 20,
  seed: 7,
  ...changes,
});

test("stores the same data for the same seed, with titles", async () => {
  const first = await (await generateDataset(database(), options())).finished;
  expect(first).toMatchObject({
    status: "READY",
    format: "generated-catalogue",
    numUsers: 300,
    numItems: 100,
    hasTimestamps: true,
    minValue: 1,
    maxValue: 5,
  });
  expect(first.numInteractions).toBeGreaterThan(3000);
  expect(first.numRowsRead).toBe(first.numInteractions);
  const again = await (await generateDataset(database(), options({ name: "again" }))).finished;
  const other = await (await generateDataset(database(), options({ name: "other", seed: 8 }))).finished;
  const load = (datasetId: string) => loadInteractions(database().pool, { datasetId });
  const [a, b, c] = [await load(first.id), await load(again.id), await load(other.id)];
  expect(b).toEqual(a);
  expect(c.itemIndex).not.toEqual(a.itemIndex);
  const itemId = a.items.idOf(0);
  const titles = await getItemTitles(database().prisma, {
    projectId,
    datasetId: first.id,
    itemIds: [itemId],
  });
  expect(titles.get(itemId)).toMatch(/\w/);
});

test("refuses sizes that do not go together before anything is stored", async () => {
  await expect(generateDataset(database(), options({ interactionsPerUser: 80 }))).rejects.toThrow(
    /interactionsPerUser is 80/,
  );
  const huge = { numUsers: 1_000_000, numItems: 1_000_000, interactionsPerUser: 1000 };
  await expect(generateDataset(database(), options(huge))).rejects.toThrow(/Ask for fewer users/);
  expect(await listDatasets(database().prisma, { projectId })).toEqual([]);
});
