import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnreadableDataError } from "../errors/errors.js";
import { detectDataset } from "./detect-dataset.js";
import type { FileProgress } from "./file-bytes.js";
import { readDataset } from "./read-dataset.js";
import { readInteractions } from "./read-interactions.js";
import { readTrainTest } from "./read-train-test.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tastemaker-read-"));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Writes a file into the test's directory. */
async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

const rows = Array.from({ length: 50_000 }, (_, i) => `${i % 997},${i % 1009},${1 + (i % 5)}`);
const ratings = `user,item,rating\n${rows.join("\n")}\n`;

describe("readInteractions", () => {
  it("reads gzip and plain alike, and tells progress in bytes of the file", async () => {
    const progress: FileProgress[] = [];
    const plain = await readInteractions(await file("r.csv", ratings), {
      format: "csv",
      onProgress: (now) => progress.push(now),
    });
    expect(plain.interactions.length).toBe(50_000);
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.at(-1)).toEqual({
      file: "r.csv",
      bytes: ratings.length,
      rows: 50_000,
      totalBytes: ratings.length,
    });

    const zipped = gzipSync(ratings);
    const unzipped = await readInteractions(await file("r.csv.gz", zipped), {
      format: "csv",
      onProgress: (now) => progress.push(now),
    });
    expect(unzipped.interactions.value).toEqual(plain.interactions.value);
    expect(unzipped.interactions.items.ids).toEqual(plain.interactions.items.ids);
    expect(progress.at(-1)).toEqual({
      file: "r.csv.gz",
      bytes: zipped.length,
      rows: 50_000,
      totalBytes: zipped.length,
    });
  });

  it.each<[string, (zipped: Buffer) => Uint8Array, RegExp]>([
    [
      "cut off",
      (zipped) => zipped.subarray(0, zipped.length / 2),
      /^"r.csv.gz" is compressed with gzip and ends too early: it is cut off\. Copy or download it again\.$/,
    ],
    [
      "damaged",
      (zipped) => Buffer.concat([zipped.subarray(0, 1000), Buffer.alloc(2000, 0xff), zipped.subarray(3000)]),
      /^"r.csv.gz" is compressed with gzip and damaged \(Z_DATA_ERROR\)\. Copy or download it again\.$/,
    ],
  ])("says that a gzip file is %s", async (_, damage, message) => {
    const path = await file("r.csv.gz", damage(gzipSync(ratings)));
    const reading = readInteractions(path, { format: "csv" });
    await expect(reading).rejects.toBeInstanceOf(UnreadableDataError);
    await expect(readInteractions(path, { format: "csv" })).rejects.toThrow(message);
  });

  it("says that a file is absent, a directory or empty", async () => {
    const absent = join(directory, "absent.csv");
    await expect(readInteractions(absent, { format: "csv" })).rejects.toThrow(
      new UnreadableDataError(`There is no file "${absent}". Check the path.`),
    );
    await expect(readInteractions(directory, { format: "csv" })).rejects.toThrow(
      `"${directory}" is a directory. Give one of the files in it.`,
    );
    await expect(readInteractions(await file("e.csv", ""), { format: "csv" })).rejects.toThrow(
      '"e.csv" (csv) is empty. Give a file with at least one row.',
    );
    await expect(readInteractions(await file("e.csv.gz", gzipSync("")), { format: "csv" })).rejects.toThrow(
      '"e.csv.gz" (csv) is empty.',
    );
  });

  it("takes files of attributes where the format knows them", async () => {
    const path = await file("u.data", "1\t2\t3\t4\n");
    const usersPath = await file("u.user", "1|24|M|writer|85711\n");
    const { userAttributes } = await readInteractions(path, { format: "movielens-100k", usersPath });
    expect(userAttributes?.get("1")).toEqual({
      age: 24,
      gender: "M",
      occupation: "writer",
      zipCode: "85711",
    });
    await expect(readInteractions(path, { format: "triples", usersPath })).rejects.toThrow(
      'The format "triples" knows no file that describes users: leave it out.',
    );
  });
});

describe("readTrainTest", () => {
  it("guesses each file's format and numbers ids alike", async () => {
    const train = await file("train.tsv", "1\t5\n2\t6\n1\t7\n");
    const test = await file("test.rating", "1\t6\t5\t100\n2\t8\t4\t100\n");
    const negatives = await file("test.negative", "(1,6)\t9\t6\n(2,8)\t9\t5\n");
    const read = await readTrainTest({ train, test, negatives });
    expect(read.train.interactions.items.ids).toEqual(["5", "6", "7", "8", "9"]);
    expect(read.test.interactions.items).toBe(read.train.interactions.items);
    expect([...read.test.interactions.value]).toEqual([5, 4]);
    expect(read.negatives?.numEqualToPositive).toBe(1);
    expect([...(read.negatives?.candidates.items ?? [])]).toEqual([4, 4, 0]);
    const asPairs = await readTrainTest({ train, test }, { format: "pairs" });
    expect([...asPairs.test.interactions.value]).toEqual([1, 1]);
    expect(asPairs.negatives).toBeUndefined();
  });

  it("refuses negatives of another test file", async () => {
    const train = await file("train.tsv", "1\t5\n2\t6\n");
    const test = await file("test.tsv", "1\t6\n2\t8\n");
    const negatives = await file("n.tsv", "(1,6)\t9\n(2,9)\t5\n");
    await expect(readTrainTest({ train, test, negatives })).rejects.toThrow(
      `"${negatives}" does not belong to "${test}": the test item of the user "2" is "9" in the one and "8" in the other. Give the files of one split.`,
    );
  });

  it("says that it cannot tell a format", async () => {
    const train = await file("train.txt", "hello\n");
    await expect(readTrainTest({ train, test: train })).rejects.toThrow(
      `Cannot tell the format of "${train}": its first line is "hello". Name it: movielens-100k, ncf, libimseti, csv, triples, pairs, lists.`,
    );
    const negatives = await file("n.tsv", "(1,6)\t9\n");
    await expect(readTrainTest({ train: negatives, test: negatives })).rejects.toThrow(
      "it looks like ncf-negatives, which holds candidates and no interactions",
    );
  });
});

describe("detectDataset", () => {
  it("finds MovieLens 100K with what lies beside it", async () => {
    await file("u.data", "1\t2\t3\t4\n");
    await file(
      "u.item",
      `2|Heat (1995)|01-Jan-1995||x|${"0|".repeat(18)}1\n5|Unseen (1990)|||x|${"0|".repeat(18)}0\n`,
    );
    const dataset = await detectDataset(directory);
    expect(dataset.name).toBe("movielens-100k");
    expect(dataset.files).toEqual({
      interactions: join(directory, "u.data"),
      items: join(directory, "u.item"),
    });
    const { interactions } = await readDataset(dataset);
    expect(interactions.itemAttributes?.get("2")).toEqual({ title: "Heat", year: 1995, genres: ["Western"] });
    expect(interactions.interactions.items.ids).toEqual(["2", "5"]);
  });

  it("finds an NCF split, compressed or not", async () => {
    await file("ml-1m.train.pairs.tsv", "0\t1\n");
    await file("ml-1m.test.rating", "0\t2\t5\t100\n");
    await expect(detectDataset(directory)).rejects.toThrow("No known data set");
    await file("ml-1m.test.negative.gz", gzipSync("(0,2)\t1\t3\n"));
    const dataset = await detectDataset(directory);
    expect(dataset).toMatchObject({ name: "ncf", title: "Neural Collaborative Filtering split of ml-1m" });
    const { interactions, test, negatives } = await readDataset(dataset);
    expect(interactions.interactions.length).toBe(1);
    expect(test?.interactions.length).toBe(1);
    expect([...(negatives?.candidates.items ?? [])]).toEqual([0, 2]);
  });

  it("finds the LibimSeTi subset", async () => {
    await file("subset2000_train.csv", "0,1067,3.0\n");
    await file("subset2000_test.csv", "0,300,8.0\n");
    const dataset = await detectDataset(directory);
    expect(dataset.name).toBe("libimseti-subset");
    const { interactions, test } = await readDataset(dataset);
    expect([...interactions.interactions.value, ...(test?.interactions.value ?? [])]).toEqual([3, 8]);
  });

  it("finds LibimSeTi in full, and who is who in it", async () => {
    await file("ratings.dat", "1,133,8\n1,720,6\n");
    await file("gender.dat", "1,F\n133,M\n720,U\n999,F\n");
    const dataset = await detectDataset(directory);
    expect(dataset.name).toBe("libimseti");
    const { interactions } = await readDataset(dataset);
    expect(interactions.interactions.users.ids).toEqual(["1"]);
    expect(interactions.interactions.items.ids).toEqual(["133", "720"]);
    expect(interactions.userAttributes?.get("1")).toEqual({ gender: "female" });
    expect(interactions.itemAttributes?.get("133")).toEqual({ gender: "male" });
  });

  it("finds the one CSV with a user and an item, or the one with ratings", async () => {
    await file("movies.csv", "movieId,title,genres\n1,Heat,Crime\n");
    await file("tags.csv", "userId,movieId,tag,timestamp\n1,1,dark,5\n");
    expect((await detectDataset(directory)).files.interactions).toBe(join(directory, "tags.csv"));
    await file("ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.5,5\n");
    const dataset = await detectDataset(directory);
    expect(dataset).toMatchObject({ name: "csv", files: { interactions: join(directory, "ratings.csv") } });
    const { interactions } = await readDataset(dataset);
    expect([...interactions.interactions.value]).toEqual([4.5]);
    await file("more.tsv", "user\titem\tstars\n1\t1\t4\n");
    await expect(detectDataset(directory)).rejects.toThrow(
      `Several files in "${directory}" could be the data set: ${["more.tsv", "ratings.csv", "tags.csv"].map((name) => join(directory, name)).join(", ")}. Leave one of them there, or give its path.`,
    );
  });

  it("says what it looked for, and what it found", async () => {
    await file("notes.txt", "hello");
    await file("ratings.dat", "1::1193::5::978300760\n");
    await expect(detectDataset(directory)).rejects.toThrow(
      `No known data set lies in "${directory}". Looked for MovieLens 100K (u.data); an NCF split (NAME.train.pairs.tsv or NAME.train.rating, NAME.test.rating, NAME.test.negative); a LibimSeTi subset (subset2000_train.csv and subset2000_test.csv); LibimSeTi in full (ratings.dat: rater,profile,rating); one CSV or TSV with a header that names a user and an item. Found notes.txt, ratings.dat.`,
    );
    await expect(detectDataset(join(directory, "absent"))).rejects.toThrow("There is no directory");
    await expect(detectDataset(join(directory, "notes.txt"))).rejects.toThrow(
      "Give the directory it lies in.",
    );
  });
});
