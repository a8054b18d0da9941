import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateInteractions } from "../data/synthetic/generate-interactions.js";
import { createSyntheticWorld } from "../data/synthetic/synthetic-world.js";
import { AbortedError } from "../errors/errors.js";
import { detectDataset } from "./detect-dataset.js";
import { readDataset } from "./read-dataset.js";
import { writeCsv } from "./write-csv.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tastemaker-write-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

const options = {
  flavour: "catalogue",
  numUsers: 300,
  numItems: 100,
  interactionsPerUser: 10,
  seed: 3,
} as const;

describe("writeCsv", () => {
  it.each(["generated.csv", "generated.csv.gz"])("writes %s, which is found and read back", async (name) => {
    const world = createSyntheticWorld(options);
    await writeCsv(join(directory, name), world.blocks(), world);
    const { interactions: read } = await readDataset(await detectDataset(directory));
    const { interactions: made } = await generateInteractions(options);
    expect(read.rejected.count + read.duplicates).toBe(0);
    expect(read.interactions.value).toEqual(made.value);
    expect(read.interactions.timestamp).toEqual(made.timestamp);
    const itemsOf = ({ items, itemIndex }: typeof made) => Array.from(itemIndex, (item) => items.idOf(item));
    expect(itemsOf(read.interactions)).toEqual(itemsOf(made));
  });

  it("stops when its signal says so", async () => {
    const controller = new AbortController();
    const world = createSyntheticWorld({ ...options, numUsers: 50_000 });
    function* blocks() {
      for (const block of world.blocks()) {
        yield block;
        controller.abort();
      }
    }
    const writing = writeCsv(join(directory, "x.csv"), blocks(), { ...world, signal: controller.signal });
    await expect(writing).rejects.toBeInstanceOf(AbortedError);
  });
});
