import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { UnreadableDataError } from "@tastemaker/core";
import { detectDataset } from "@tastemaker/core/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProject } from "../../test/project.js";
import { getItemTitles } from "../queries/dataset-items.js";
import { getUserHistory, searchUsers } from "../queries/dataset-users.js";
import { listDatasets } from "../queries/datasets.js";
import { importDataset, importFile } from "./import-files.js";
import type { ImportProgress } from "./import-progress.js";
import { loadInteractions } from "./load-interactions.js";

const database = useDatabase();
let projectId: string;
let directory: string;

beforeEach(async () => {
  projectId = await createProject(database());
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-import-"));
});

afterEach(() => rm(directory, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, content);
  return file;
}

test("imports a gzip file whose format and columns it finds out, telling its progress", async () => {
  const packed = gzipSync("user_id;item_id;rating\nann;apple;4\nbob;pear;2\n");
  const file = await write("ratings.csv.gz", packed);
  const progress: ImportProgress[] = [];
  const { finished } = await importFile(database(), {
    projectId,
    name: "shop",
    path: file,
    onProgress: (step) => progress.push(step),
  });
  expect(await finished).toMatchObject({
    status: "READY",
    format: "csv",
    numInteractions: 2,
    bytesRead: packed.length,
    bytesTotal: packed.length,
  });
  expect(progress.at(-1)).toEqual({
    phase: "storing",
    numRowsRead: 2,
    bytesRead: packed.length,
    bytesTotal: packed.length,
  });
});

test("refuses a file that is not there, or of no known format, before anything is stored", async () => {
  const missing = importFile(database(), { projectId, name: "a", path: path.join(directory, "none.csv") });
  await expect(missing).rejects.toThrow(/no file ".*none\.csv"/);
  const file = await write("notes.txt", "Dear diary,\nnothing happened today; or did it?\n");
  await expect(importFile(database(), { projectId, name: "a", path: file })).rejects.toBeInstanceOf(
    UnreadableDataError,
  );
  expect(await listDatasets(database().prisma, { projectId })).toEqual([]);
});

test("imports MovieLens 100K with titles, and with what is known of users", async () => {
  await write("u.data", "7\t1\t5\t100\n7\t2\t3\t300\n8\t2\t4\t200\nbroken line\n7\t3\t1\t300\n");
  await write("u.user", "7|24|M|technician|85711\n8|53|F|other|94043\n");
  const flags = (...set: number[]) =>
    Array.from({ length: 19 }, (_, i) => (set.includes(i) ? 1 : 0)).join("|");
  const item = (id: number, title: string, genres: string) =>
    `${id}|${title}|01-Jan-1995||http://x|${genres}\n`;
  const items = [
    item(1, "Café (1995)", flags(1)),
    item(2, "Second (1996)", flags(2, 5)),
    item(3, "Third (1997)", flags(3)),
    item(4, "Never Rated (1997)", flags(3)),
  ];
  await write("u.item", Buffer.from(items.join(""), "latin1"));
  const { finished } = await importDataset(database(), {
    projectId,
    name: "films",
    detected: await detectDataset(directory),
  });
  const dataset = await finished;
  expect(dataset).toMatchObject({ format: "movielens-100k", numUsers: 2, numItems: 4, numInteractions: 4 });
  expect(dataset).toMatchObject({ numRowsRead: 5, numRowsRejected: 1, minValue: 1, maxValue: 5 });

  const { prisma } = database();
  const scope = { projectId, datasetId: dataset.id };
  expect(await getItemTitles(prisma, { ...scope, itemIds: ["1", "4", "99"] })).toEqual(
    new Map([
      ["1", "Café"],
      ["4", "Never Rated"],
    ]),
  );
  expect(await searchUsers(prisma, { ...scope, search: "", limit: 10 })).toEqual([
    { userId: "7", numInteractions: 3, attributes: expect.objectContaining({ age: 24, gender: "M" }) },
    { userId: "8", numInteractions: 1, attributes: expect.objectContaining({ age: 53, gender: "F" }) },
  ]);
  // Newest first; of the two at 300, the later row.
  const history = await getUserHistory(prisma, { ...scope, userId: "7", limit: 10 });
  expect(history.map(({ itemId, timestamp }) => [itemId, timestamp])).toEqual([
    ["3", 300],
    ["2", 300],
    ["1", 100],
  ]);
});

test("puts the held-out rows of the NCF split after the others, so that they stay each user's last, and alike", async () => {
  await write("toy.train.pairs.tsv", "0\t10\n0\t11\n1\t10\n1\t12\n");
  await write("toy.test.rating", "0\t12\t5\t978824351\n1\t11\t3\t978824352\n");
  await write("toy.test.negative", "(0,12)\t10\n(1,11)\t13\n");
  const detected = await detectDataset(directory);
  const { finished } = await importDataset(database(), { projectId, name: "ncf", detected });
  const dataset = await finished;
  expect(dataset).toMatchObject({ numInteractions: 6, numItems: 3, hasTimestamps: false, numRowsRead: 6 });
  expect(dataset).toMatchObject({ minValue: 1, maxValue: 1 });
  const { items, userIndex, itemIndex } = await loadInteractions(database().pool, { datasetId: dataset.id });
  expect([...userIndex]).toEqual([0, 0, 1, 1, 0, 1]);
  expect([...itemIndex].map((index) => items.idOf(index))).toEqual(["10", "11", "10", "12", "12", "11"]);
});

test("a file that vanishes on the way leaves a reason", async () => {
  await write("subset9_train.csv", "1,2,5\n2,1,3\n");
  const test = await write("subset9_test.csv", "1,1,5\n");
  const detected = await detectDataset(directory);
  await rm(test);
  const { finished } = await importDataset(database(), { projectId, name: "dates", detected });
  await expect(finished).rejects.toThrow(/no file ".*subset9_test\.csv"/);
  expect(await listDatasets(database().prisma, { projectId })).toMatchObject([
    { status: "FAILED", error: expect.stringMatching(/subset9_test\.csv/) },
  ]);
});
