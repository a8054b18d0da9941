import { gzipSync } from "node:zlib";
import { AbortedError, type ColumnMapping } from "@tastemaker/core";
import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProject } from "../../test/project.js";
import { ConflictError } from "../errors/errors.js";
import { getUserHistory } from "../queries/dataset-users.js";
import { listDatasets } from "../queries/datasets.js";
import { listRejectedRows } from "../queries/rejected-rows.js";
import type { Dataset } from "../schemas/dataset.js";
import { type ImportStreamOptions, importStream } from "./import-stream.js";
import { loadInteractions } from "./load-interactions.js";

const database = useDatabase();
let projectId: string;

beforeEach(async () => {
  projectId = await createProject(database());
});

async function* bytes(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : piece;
}

async function importText(
  text: string | AsyncIterable<Uint8Array>,
  options: Partial<ImportStreamOptions> = {},
): Promise<Dataset> {
  const source = typeof text === "string" ? bytes(text) : text;
  const { finished } = await importStream(database(), {
    projectId,
    name: "shop",
    format: "csv",
    source,
    ...options,
  });
  return finished;
}

/** Everything an import writes but the data sets' own rows. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await database().pool.query(`
    select (select count(*)::int from interaction) as interactions, (select count(*)::int from dataset_user) as users,
      (select count(*)::int from dataset_item) as items, (select count(*)::int from rejected_row) as rejected,
      (select count(*)::int from pg_class where relname like 'interaction\\_%' and relkind = 'r') as tables`);
  return rows[0];
}

const small = "user,item,rating,timestamp\nann,apple,5,100\nbob,pear,1.5,50\nann,pear,3,50\n";

describe("a good file", () => {
  test("is READY with its counts, and comes back as it was", async () => {
    const dataset = await importText(small);
    expect(dataset).toMatchObject({
      name: "shop",
      status: "READY",
      format: "csv",
      numUsers: 2,
      numItems: 2,
      numInteractions: 3,
      numRowsRead: 3,
      numRowsRejected: 0,
      bytesRead: small.length,
      bytesTotal: null,
      minValue: 1.5,
      maxValue: 5,
      hasTimestamps: true,
      error: null,
    });
    const loaded = await loadInteractions(database().pool, { datasetId: dataset.id });
    expect(loaded.users.ids).toEqual(["ann", "bob"]);
    expect(loaded.items.ids).toEqual(["apple", "pear"]);
    expect([...loaded.userIndex]).toEqual([0, 1, 0]);
    expect([...loaded.itemIndex]).toEqual([0, 1, 1]);
    expect([...loaded.value]).toEqual([5, 1.5, 3]);
    expect([...(loaded.timestamp ?? [])]).toEqual([100, 50, 50]);
  });

  test("may be gzip, in pieces of any size, with its columns named", async () => {
    const packed = gzipSync("who\twhat\nann\tapple\nbob\tpear\n");
    const mapping: ColumnMapping = { user: "who", item: "what" };
    const pieces = [...packed].map((byte) => Uint8Array.of(byte));
    const dataset = await importText(bytes(...pieces), { mapping, bytesTotal: packed.length });
    expect(dataset).toMatchObject({ status: "READY", numInteractions: 2, hasTimestamps: false });
    expect(dataset).toMatchObject({ bytesRead: packed.length, bytesTotal: packed.length });
    const loaded = await loadInteractions(database().pool, { datasetId: dataset.id });
    expect(loaded.timestamp).toBeUndefined();
    expect([...loaded.value]).toEqual([1, 1]);
  });

  test("keeps ids with spaces, emoji, quotes, backslashes and tabs", async () => {
    const ids = ["a b", "🍐 pear", 'say ""hi""', "back\\slash\\N", "tab\there", "línea", "\\."];
    const rows = ids.map((id, i) => `"${id}","item ${i} 🎬",${i}`);
    const dataset = await importText(`user,item,rating\n${rows.join("\n")}\n`);
    const loaded = await loadInteractions(database().pool, { datasetId: dataset.id });
    expect(loaded.users.ids).toEqual(ids.map((id) => id.replaceAll('""', '"')));
    const history = await getUserHistory(database().prisma, {
      projectId,
      datasetId: dataset.id,
      userId: "🍐 pear",
      limit: 5,
    });
    expect(history).toEqual([{ itemId: "item 1 🎬", title: null, value: 1, timestamp: null }]);
  });

  test("keeps the bad rows with line and reason, NUL characters made visible", async () => {
    const rows = [
      "ann,apple,5",
      "bob,pear,NaN",
      "ann,pear,infinity",
      "bob,apple,2",
      "b\0b,pear,3",
      "cyd,apple,4",
    ];
    rows.push("cyd,pear,1", "dan,apple,2");
    const dataset = await importText(`user,item,rating\n${rows.join("\n")}\nlast,cut`);
    expect(dataset).toMatchObject({
      status: "READY",
      numInteractions: 5,
      numRowsRead: 9,
      numRowsRejected: 4,
    });
    const rejected = await listRejectedRows(database().prisma, {
      projectId,
      datasetId: dataset.id,
      limit: 100,
    });
    expect(rejected.map(({ line }) => line)).toEqual([3, 4, 6, 10]);
    expect(rejected[0]?.reason).toMatch(/NaN/);
    expect(rejected[2]?.text).toBe("b\u2400b,pear,3");
    const loaded = await loadInteractions(database().pool, { datasetId: dataset.id });
    expect(loaded.users.ids).toEqual(["ann", "bob", "cyd", "dan"]);
  });

  test("tells its progress to the caller and to the row", async () => {
    const phases: string[] = [];
    let rowsMeanwhile = 0;
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield* bytes("user,item\n");
      for (let block = 0; block < 3; block++) {
        await new Promise((resolve) => setTimeout(resolve, 600));
        const row = await database().prisma.dataset.findFirstOrThrow({ where: { projectId } });
        rowsMeanwhile = Math.max(rowsMeanwhile, row.numRowsRead);
        for (let i = 0; i < 100; i++) yield* bytes(`user-${i},item-${block}-${"x".repeat(1000)}\n`);
      }
    }
    await importText(slowly(), { onProgress: ({ phase }) => phases.push(phase) });
    expect(rowsMeanwhile).toBeGreaterThanOrEqual(100);
    expect([...new Set(phases)]).toEqual(["reading", "storing"]);
  });
});

describe("a bad file leaves the store as it was, but for the row with its reason", () => {
  const bad: [string, string, Partial<ImportStreamOptions>, RegExp][] = [
    ["empty", "", {}, /"shop" \(csv\) is empty/],
    ["a header only", "user,item,rating\n", {}, /has a header and no rows/],
    ["wrong columns", "colour,size\nred,5\n", {}, /colour/],
    ["a column that is not there", small, { mapping: { user: "who", item: "item" } }, /"who"/],
    ["one user", "user,item\nann,apple\nann,pear\n", {}, /one user only, "ann".*at least 2/],
    ["one item", "user,item\nann,apple\nbob,apple\n", {}, /one item only, "apple".*at least 2/],
    ["bad ratings only", "user,item,rating\na,x,NaN\nb,y,Infinity\n", {}, /no valid row among its 2/],
    ["another format", small, { format: "movielens-100k" }, /movielens-100k/],
    ["an unknown format", small, { format: "parchment" }, /no format "parchment".*movielens-100k/],
    ["cut off on the way", small, { bytesTotal: 500 }, /cut off: \d+ of 500 bytes arrived/],
  ];

  test.each(bad)("%s", async (_, text, options, reason) => {
    const before = await countRows();
    await expect(importText(text, options)).rejects.toThrow(reason);
    expect(await countRows()).toEqual(before);
    expect(await listDatasets(database().prisma, { projectId })).toMatchObject([
      { name: "shop", status: "FAILED", error: expect.stringMatching(reason), readyAt: null },
    ]);
  });

  test("a gzip file cut in the middle", async () => {
    const before = await countRows();
    const packed = gzipSync(small.repeat(2000));
    const cut = bytes(packed.subarray(0, packed.length / 2));
    await expect(importText(cut)).rejects.toThrow(/ends too early: it is cut off/);
    expect(await countRows()).toEqual(before);
  });

  test("a source that breaks; the internal text stays inside", async () => {
    const before = await countRows();
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* bytes(small);
      throw new Error("secret socket detail");
    }
    await expect(importText(breaking())).rejects.toThrow("secret socket detail");
    expect(await countRows()).toEqual(before);
    const [dataset] = await listDatasets(database().prisma, { projectId });
    expect(dataset?.error).toMatch(/internal error/);
  });

  test("and its name can be used again", async () => {
    await expect(importText("")).rejects.toThrow();
    const dataset = await importText(small);
    expect(await listDatasets(database().prisma, { projectId })).toEqual([dataset]);
  });
});

describe("a name that is taken", () => {
  test("is refused before anything is read", async () => {
    const first = await importText(small);
    let isRead = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      isRead = true;
      yield* bytes(small);
    }
    const second = importText(source());
    await expect(second).rejects.toBeInstanceOf(ConflictError);
    await expect(second).rejects.toThrow(/"shop" exists already\. Choose another name/);
    expect(isRead).toBe(false);
    expect(await listDatasets(database().prisma, { projectId })).toEqual([first]);
  });

  test("of two imports at once, one gets it", async () => {
    const both = await Promise.allSettled([importText(small), importText(small)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await listDatasets(database().prisma, { projectId })).toMatchObject([{ status: "READY" }]);
  });

  test("is free in another project", async () => {
    await importText(small);
    projectId = await createProject(database());
    expect(await importText(small)).toMatchObject({ name: "shop", status: "READY" });
  });
});

describe("a stopped import", () => {
  test("while it reads", async () => {
    const before = await countRows();
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield* bytes("user,item\n");
      for (let i = 0; ; i++) {
        if (i === 100) stop.abort();
        yield* bytes(`user-${i},item-${i}\n`);
      }
    }
    await expect(importText(endless(), { signal: stop.signal })).rejects.toBeInstanceOf(AbortedError);
    expect(await countRows()).toEqual(before);
    const [dataset] = await listDatasets(database().prisma, { projectId });
    expect(dataset).toMatchObject({ status: "FAILED", error: "The import was stopped." });
  });

  test("while it stores", async () => {
    const before = await countRows();
    const stop = new AbortController();
    const rows = Array.from({ length: 200_000 }, (_, i) => `user-${i % 5000},item-${i % 307}\n`);
    const importing = importText(`user,item\n${rows.join("")}`, {
      signal: stop.signal,
      onProgress: ({ phase }) => phase === "storing" && setTimeout(() => stop.abort(), 20),
    });
    await expect(importing).rejects.toBeInstanceOf(AbortedError);
    await expect.poll(countRows).toEqual(before);
    expect(database().pool.totalCount - database().pool.idleCount).toBe(0);
  });
});

test("a query inside another project's data set finds nothing", async () => {
  const { id: datasetId } = await importText(small);
  const other = await createProject(database());
  const rejected = await listRejectedRows(database().prisma, { projectId: other, datasetId, limit: 10 });
  expect(rejected).toEqual([]);
  const history = getUserHistory(database().prisma, { projectId: other, datasetId, userId: "ann", limit: 5 });
  await expect(history).rejects.toThrow(/no user "ann"/);
});
