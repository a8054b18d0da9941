import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { InvalidFeaturesError, UnreadableDataError } from "../errors/errors.js";
import type { FeatureFiles } from "./read-feature-files.js";
import { readTrainTest } from "./read-train-test.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tastemaker-features-"));
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

async function file(name: string, lines: readonly string[]): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
  return path;
}

async function read(features: FeatureFiles) {
  const train = await file("train.csv", ["user,item", "u1,a", "u2,b"]);
  const test = await file("test.csv", ["user,item", "u1,b"]);
  return readTrainTest({ train, test, features });
}

const movies = [
  "item_id,name,genre,year,studio,stars",
  'a,"The Heat, Again",Drama|Crime,1995,7,4.5',
  "b,Toy Story,Comedy,1996,7,",
  "c,,,2001,8,3",
  "c,Twice,Drama,2001,8,3",
  "d,Short row",
];

describe("files of features", () => {
  it("of a side that the schema leaves out are inferred, and none where it says so", async () => {
    const users = await file("users.csv", ["user,age", "u1,30.5", "u2,41.25"]);
    const items = await file("items.csv", movies);
    const schema = { users: { age: { kind: "numeric" } } };
    const { features } = await read({ users, items, schema });
    expect(features?.schema.users).toEqual({ age: { kind: "numeric", bins: 0 } });
    expect(features?.schema.items).toMatchObject({ genre: { kind: "multi-valued" } });
    const none = await read({ users, items, schema: { ...schema, items: {} } });
    expect(none.features?.schema.items).toEqual({});
  });

  it("are all that a schema may declare", async () => {
    const items = await file("items.csv", movies);
    const ofUsers = read({ items, schema: { users: { age: { kind: "numeric" } } } });
    await expect(ofUsers).rejects.toThrow(InvalidFeaturesError);
    await expect(ofUsers).rejects.toThrow('declares "age" of users, and no file of users is given');
    const ofContext = read({ items, schema: { context: { hour: { kind: "categorical" } } } });
    await expect(ofContext).rejects.toThrow('declares "hour" of context, which no file holds');
  });

  it("may begin with blank lines, and hold more than those", async () => {
    const users = await file("spaced.csv", ["", "  ", "user,age", "u1,30.5"]);
    expect((await read({ users })).features?.users?.numRecords).toBe(1);
    for (const lines of [[], ["", " "]]) {
      const blank = read({ users: await file("blank.csv", lines) });
      await expect(blank).rejects.toThrow('blank.csv" is empty');
    }
    const wide = await file("wide.csv", [Array.from({ length: 20_000 }, (_, n) => `c${n}`).join(",")]);
    await expect(read({ users: wide })).rejects.toThrow("its first line is longer than 64 KiB");
    const header = read({ users: await file("header.csv", ["user,age"]) });
    await expect(header).rejects.toThrow("has a header and no rows");
  });

  it("are read after the interactions, and add the ids that they alone have", async () => {
    const items = await file("items.csv", movies);
    const { train, test, features } = await read({ items });
    expect(train.interactions.items.ids).toEqual(["a", "b", "c"]);
    expect(test.interactions.numItems).toBe(3);
    expect(features?.users).toBeUndefined();
    expect(features?.items?.numRecords).toBe(3);
    expect(features?.items?.rejected.rows.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '5: "c" is described on an earlier line',
      "6: 2 columns instead of 6",
    ]);
    expect(features?.schema).toEqual({
      items: {
        name: { kind: "categorical", minCount: 2 },
        genre: { kind: "multi-valued", minCount: 2 },
        year: { kind: "categorical", minCount: 2 },
        studio: { kind: "categorical", minCount: 2 },
        stars: { kind: "numeric", bins: 10 },
      },
    });
    expect(features?.items?.records.get("a")).toEqual({
      name: "The Heat, Again",
      genre: ["Drama", "Crime"],
      year: "1995",
      studio: "7",
      stars: 4.5,
    });
    expect(features?.items?.records.get("c")).toEqual({ year: "2001", studio: "8", stars: 3 });
  });

  it("take the kinds of a schema, and reject rows that are not of them", async () => {
    const items = await file("declared.csv", [
      "item,year,vector,more",
      "a,1995,0.5 2,x",
      "b,old,1 2,x",
      "c,2001,[1;-1],x",
    ]);
    const schema = { items: { year: { kind: "numeric" }, vector: { kind: "vector", size: 2 } } };
    const { features } = await read({ items, schema });
    expect(features?.items?.records.get("c")).toEqual({ year: 2001, vector: [1, -1] });
    expect(features?.items?.records.get("a")).toEqual({ year: 1995, vector: [0.5, 2] });
    expect(features?.items?.rejected.rows.map(({ reason }) => reason)).toEqual(['year "old" is not numeric']);
  });

  it("refuse a schema that is not valid, or names what the file has not", async () => {
    const items = await file("items.csv", movies);
    await expect(read({ items, schema: { items: { colour: { kind: "categorical" } } } })).rejects.toThrow(
      /no column "colour".*item_id, name/,
    );
    await expect(read({ items, schema: { items: { name: { kind: "text" } } } })).rejects.toThrow(
      InvalidFeaturesError,
    );
    const unnamed = await file("unnamed.csv", ["item,,x", "a,1,2"]);
    await expect(read({ items: unnamed })).rejects.toThrow(UnreadableDataError);
    const ids = await file("ids.csv", ["item", "a"]);
    await expect(read({ items: ids })).rejects.toThrow("names 1 column");
  });

  it("hold a file of MovieLens to its schema too", async () => {
    const users = await file("u.user", ["1|24|M|technician|85711", "2|53|F|other|94043"]);
    const declare = (gender: unknown) => read({ users, schema: { users: { gender } } });
    expect((await declare({ kind: "categorical" })).features?.users?.records.get("1")).toEqual({
      gender: "M",
    });
    await expect(declare({ kind: "numeric" })).rejects.toThrow('gender "M" is not numeric');
    await expect(read({ users, schema: { users: { sex: { kind: "categorical" } } } })).rejects.toThrow(
      /no column "sex".*age, gender, occupation, zipCode/,
    );
  });

  it("refuse MovieLens' users as items, and its items as users", async () => {
    const small = await file("u.user", ["1|24|M|technician|85711"]);
    await expect(read({ items: small })).rejects.toThrow(/features of users, and is given as those of items/);
    const large = await file("users.dat", ["1::F::1::10::48067"]);
    await expect(read({ items: large })).rejects.toThrow(/features of users, and is given as those of items/);
    const films = await file("movies.dat", ["1::Toy Story (1995)::Animation|Comedy"]);
    await expect(read({ users: films })).rejects.toThrow(/features of items, and is given as those of users/);
  });

  const ml100k = realData("ml-100k/u.item");
  const ml1m = realData("ml-1m/movies.dat");
  it.skipIf(!ml100k || !ml1m)(`knows those of MovieLens${realDataNote}`, async () => {
    const small = await read({ users: realData("ml-100k/u.user"), items: ml100k });
    expect(small.features?.users?.numRecords).toBe(943);
    expect(small.features?.users?.schema).toEqual({
      age: { kind: "numeric", bins: 10 },
      gender: { kind: "categorical", minCount: 2 },
      occupation: { kind: "categorical", minCount: 2 },
    });
    expect(small.features?.users?.leftOut.map(({ name }) => name)).toEqual(["zipCode"]);
    expect(small.features?.items?.schema).toEqual({
      title: { kind: "hashed-text", buckets: 8192 },
      year: { kind: "numeric", bins: 10 },
      genres: { kind: "multi-valued", minCount: 2 },
    });
    const large = await read({ users: realData("ml-1m/users.dat"), items: ml1m });
    expect(large.features?.users?.numRecords).toBe(6040);
    expect(large.features?.items?.numRecords).toBe(3883);
    expect(large.features?.items?.records.get("1")).toEqual({
      title: "Toy Story",
      year: 1995,
      genres: ["Animation", "Children's", "Comedy"],
    });
    expect(large.features?.users?.schema["occupation"]).toEqual({ kind: "categorical", minCount: 2 });
  });
});
