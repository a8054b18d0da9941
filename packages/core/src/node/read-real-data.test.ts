import { describe, expect, it } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { detectDataset } from "./detect-dataset.js";
import { readDataset } from "./read-dataset.js";
import { readInteractions } from "./read-interactions.js";
import { readTrainTest } from "./read-train-test.js";

const movielens = realData("ml-100k");
const ncf = realData("ml-1m-ncf");
const libimseti = realData("libimseti");
const beauty = realData("beauty-sequences/Beauty.txt");
const partial = realData("ml-1m/ratings_partial.csv.gz");
const none = { count: 0, rows: [] };

describe(`the public data sets${realDataNote}`, () => {
  it.skipIf(!movielens)("MovieLens 100K has 100,000 ratings, and every film described", async () => {
    const { interactions: read } = await readDataset(await detectDataset(movielens ?? ""));
    const { interactions, itemAttributes, userAttributes } = read;
    expect(interactions.length).toBe(100_000);
    expect([interactions.numUsers, interactions.numItems]).toEqual([943, 1682]);
    expect([read.numRowsRead, read.rejected, read.duplicates]).toEqual([100_000, none, 0]);
    expect(interactions.items.ids.slice(0, 3)).toEqual(["1", "2", "3"]);
    expect(interactions.users.idOf(interactions.userIndex[0] ?? -1)).toBe("196");
    expect([interactions.value[0], interactions.timestamp?.[0]]).toEqual([3, 881250949]);
    expect(itemAttributes?.get("1")).toEqual({
      title: "Toy Story",
      year: 1995,
      genres: ["Animation", "Children's", "Comedy"],
    });
    expect(userAttributes?.get("943")).toEqual({
      age: 22,
      gender: "M",
      occupation: "student",
      zipCode: "77841",
    });
  });

  it.skipIf(!movielens)("a fold of MovieLens 100K has the owner's sizes", async () => {
    const { train, test } = await readTrainTest(
      { train: `${movielens}/u2.base`, test: `${movielens}/u2.test` },
      { format: "movielens-100k", itemsPath: `${movielens}/u.item`, usersPath: `${movielens}/u.user` },
    );
    expect([train.interactions.length, test.interactions.length]).toEqual([80_000, 20_000]);
    expect([train.interactions.numUsers, train.interactions.numItems]).toEqual([943, 1682]);
  });

  it.skipIf(!ncf)("the NCF split has its sizes, and 156 positives among their own negatives", async () => {
    const { interactions, test, negatives } = await readDataset(await detectDataset(ncf ?? ""));
    expect(interactions.interactions.length).toBe(994_169);
    expect(test?.interactions.length).toBe(6_040);
    expect([interactions.interactions.numUsers, interactions.interactions.numItems]).toEqual([6_040, 3_706]);
    expect([interactions.duplicates, interactions.rejected, test?.rejected]).toEqual([0, none, none]);
    expect(negatives?.numEqualToPositive).toBe(156);
    expect(negatives?.candidates.items.length).toBe(6_040 * 99 - 156);
    expect(interactions.interactions.timestamp).toBeUndefined();
    expect(test?.interactions.timestamp?.[0]).toBe(978_824_351);
  });

  it.skipIf(!libimseti)("the LibimSeTi subset has its sizes", async () => {
    const { interactions, test } = await readDataset(await detectDataset(libimseti ?? ""));
    expect(interactions.interactions.length).toBe(82_501);
    expect(test?.interactions.length).toBe(27_522);
    expect([interactions.interactions.numUsers, interactions.interactions.numItems]).toEqual([2_000, 1_531]);
    expect([interactions.duplicates, interactions.rejected.count, test?.rejected.count]).toEqual([0, 0, 0]);
  });

  it.skipIf(!beauty)("a list of sequences has its sizes, in order", async () => {
    const { interactions, numRowsRead } = await readInteractions(beauty ?? "", { format: "lists" });
    expect(numRowsRead).toBe(22_363);
    expect([interactions.length, interactions.numUsers, interactions.numItems]).toEqual([
      198_502, 22_363, 12_101,
    ]);
    expect([...(interactions.timestamp?.slice(0, 6) ?? [])]).toEqual([0, 1, 2, 3, 4, 0]);
  });

  it.skipIf(!partial)("rows without a rating are counted, not lost", async () => {
    const { interactions, numRowsRead, rejected } = await readInteractions(partial ?? "", { format: "csv" });
    expect(numRowsRead).toBe(1_000_209);
    expect(rejected.count).toBe(198_642);
    expect(interactions.length).toBe(1_000_209 - 198_642);
    expect(rejected.rows.length).toBe(1000);
    expect(rejected.rows[0]?.reason).toBe("value is empty");
  });
});
