import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidFeaturesError } from "../errors/errors.js";
import { type Bags, joinBags, numBags } from "./bags.js";
import { defineFeatures, type FeatureRecordOf, type FeatureSchema } from "./feature-schema.js";
import { type Features, fitFeatures } from "./features.js";

/** Users a and b and items x and y have interactions; user c and item z have none. */
const train = new Interactions(Vocabulary.of(["a", "b", "c"]), Vocabulary.of(["x", "y", "z"]), {
  userIndex: Int32Array.of(0, 0, 1),
  itemIndex: Int32Array.of(0, 1, 1),
  value: Float32Array.of(1, 1, 1),
});

const schema = defineFeatures({
  users: { age: { kind: "numeric" }, country: { kind: "categorical" } },
  items: { genres: { kind: "multi-valued" } },
});

const users = new Map<string, FeatureRecordOf<typeof schema.users>>([
  ["a", { age: 20, country: "nl" }],
  ["b", { age: 40 }],
  ["c", { age: 90, country: "be" }],
]);
const items = new Map([
  ["x", { genres: ["drama", "comedy"] }],
  ["y", { genres: ["drama"] }],
  ["z", { genres: ["comedy", "western", "drama", "drama"] }],
]);

/** The bag of an entity as `row × weight`. */
const bagOf = ({ offsets, rows, weights }: Bags, entity: number) =>
  Array.from(
    rows.slice(offsets[entity], offsets[entity + 1]),
    (row, j) => `${row}×${Number(weights[(offsets[entity] ?? 0) + j]?.toFixed(3))}`,
  );

const columnOf = (features: Features, side: "users" | "items" | "context", name: string) => {
  const column = features.sides[side].columns.find((each) => each.name === name);
  if (!column) throw new Error(`no column ${name}`);
  return column;
};

/** A schema of one user feature, fitted on two users with these values. */
function fitOne(declaration: NonNullable<FeatureSchema["users"]>[string], values: readonly unknown[]) {
  const records = new Map(
    values.map((value, i) => [["a", "b"][i] ?? "", { f: value as string | undefined }] as const),
  );
  const features = fitFeatures({ users: { f: declaration } }, { train, users: records });
  const column = columnOf(features, "users", "f");
  return {
    ...column,
    rowsOf: (value: unknown) => bagOf(column.encode([{ f: value as string | undefined }]), 0),
  };
}

describe("fitFeatures", () => {
  const features = fitFeatures(schema, { train, users, items });

  it("learns from entities with interactions only, and encodes all", () => {
    // Mean 30, deviation 10; the age of c counts as the largest met, 40.
    const { bags } = columnOf(features, "users", "age");
    expect([0, 1, 2].map((user) => bagOf(bags as Bags, user))).toEqual([["1×-1"], ["1×1"], ["1×1"]]);
    // Rows: missing, unknown, nl. The country of c was never met.
    const country = columnOf(features, "users", "country");
    expect([0, 1, 2].map((user) => bagOf(country.bags as Bags, user))).toEqual([["2×1"], ["0×1"], ["1×1"]]);
    expect([...(country.isLearned ?? [])]).toEqual([1, 0, 1]);
  });

  it("gives each of several values its share, repeated ones counted once", () => {
    // Rows: missing, unknown, drama (2 items), comedy (1).
    const { bags, numRows } = columnOf(features, "items", "genres");
    expect(numRows).toBe(4);
    expect([0, 1, 2].map((item) => bagOf(bags as Bags, item))).toEqual([
      ["2×0.5", "3×0.5"],
      ["2×1"],
      ["3×0.333", "1×0.333", "2×0.333"],
    ]);
  });

  it("encodes a record on the fly as it would a known entity", () => {
    const column = columnOf(features, "items", "genres");
    expect(bagOf(column.encode([{ genres: ["drama", "comedy"] }]), 0)).toEqual(["2×0.5", "3×0.5"]);
    expect(bagOf(column.encode([{ genres: [] }]), 0)).toEqual(["0×1"]);
    expect(bagOf(column.encode([{}, { genres: ["opera"] }]), 1)).toEqual(["1×1"]);
  });

  it("joins the features of a side, each behind the rows of the ones before", () => {
    const joined = features.joined("users");
    expect(joined.numRows).toBe(2 + 3);
    expect(bagOf(joined.bags as Bags, 0)).toEqual(["1×-1", "4×1"]);
    expect([...(joined.isLearned ?? [])]).toEqual([0, 1, 1, 0, 1]);
    expect(features.joined("users")).toBe(joined);
    expect(bagOf(joined.encode([{ age: 30, country: "fr" }]), 0)).toEqual(["3×1"]);
  });

  it("names the feature, the entity and what it received", () => {
    const wrong = new Map(users).set("b", { age: "old" as never });
    expect(() => fitFeatures(schema, { train, users: wrong, items })).toThrow(InvalidFeaturesError);
    expect(() => fitFeatures(schema, { train, users: wrong, items })).toThrow(
      /numeric feature "age" of the user "b" is "old".*Leave out what is missing/,
    );
    expect(() => fitFeatures(schema, { train, users })).toThrow("features of items, and no records");
    expect(() => columnOf(features, "users", "age").encode([{ age: Number.NaN }])).toThrow(
      'feature "age" of the record',
    );
    expect(() => features.checkNames("users", [{ aeg: 31 }])).toThrow(
      'no feature "aeg" of users: it has age',
    );
  });

  it("takes null for missing, as databases give it", () => {
    const records = new Map(users).set("a", { age: null as never, country: "nl" });
    const { bags } = columnOf(fitFeatures(schema, { train, users: records, items }), "users", "age");
    expect(bagOf(bags as Bags, 0)).toEqual(["0×1"]);
  });

  it("fits the context on the interactions", () => {
    const hours = ["9", "9", "21"];
    const fitted = fitFeatures(
      { context: { hour: { kind: "categorical" } } },
      { train, context: { get: (position) => ({ hour: hours[position] }) } },
    );
    const column = columnOf(fitted, "context", "hour");
    expect(column.bags).toBeUndefined();
    expect(bagOf(column.encode([{ hour: 21 }, {}]), 0)).toEqual(["3×1"]);
    expect([...(column.isLearned ?? [])]).toEqual([0, 0, 1, 1]);
  });
});

describe("categorical features", () => {
  it("share a row where they are rarer than minCount or past maxValues", () => {
    const { rowsOf, numRows } = fitOne({ kind: "categorical", minCount: 2 }, ["nl", "nl"]);
    expect([numRows, rowsOf("nl"), rowsOf("be"), rowsOf(undefined)]).toEqual([3, ["2×1"], ["1×1"], ["0×1"]]);
    expect(fitOne({ kind: "categorical", minCount: 2 }, ["nl", "be"]).numRows).toBe(2);
    expect(fitOne({ kind: "categorical", maxValues: 1 }, ["nl", "be"]).rowsOf("be")).toEqual(["1×1"]);
  });

  it("count numbers and truth values as their text", () => {
    const { rowsOf } = fitOne({ kind: "categorical" }, [7, true]);
    expect([rowsOf("7"), rowsOf(7), rowsOf("true")]).toEqual([["2×1"], ["2×1"], ["3×1"]]);
  });
});

describe("numeric features", () => {
  it("have a row for each quantile where bins are asked for", () => {
    const { rowsOf, numRows } = fitOne({ kind: "numeric", bins: 2 }, [0, 10]);
    // Rows: missing, value, below 10, from 10.
    expect(numRows).toBe(4);
    expect([rowsOf(4), rowsOf(10), rowsOf(99)]).toEqual([
      ["1×-0.2", "2×1"],
      ["1×1", "3×1"],
      ["1×1", "3×1"],
    ]);
  });

  it("stand a value that is always the same, and one that nobody has", () => {
    expect(fitOne({ kind: "numeric", bins: 4 }, [5, 5]).rowsOf(5)).toEqual(["2×1"]);
    expect(fitOne({ kind: "numeric" }, []).rowsOf(3)).toEqual([]);
  });
});

describe("hashed text", () => {
  it("is a bag of words without case, equal words in one bucket", () => {
    const { rowsOf, numRows } = fitOne({ kind: "hashed-text", buckets: 1000 }, ["", ""]);
    expect(numRows).toBe(1001);
    const [heat = ""] = rowsOf("HEAT!");
    expect(rowsOf("heat")).toEqual([heat]);
    expect(rowsOf("the heat").map((row) => row.split("×")[1])).toEqual(["0.5", "0.5"]);
    expect(rowsOf("the heat")[1]).toBe(heat.replace("×1", "×0.5"));
    expect(rowsOf("Ærø 3")).toHaveLength(2);
    expect(rowsOf("…")).toEqual(["0×1"]);
  });

  it("has the same buckets everywhere: artifacts depend on them", () => {
    const { rowsOf } = fitOne({ kind: "hashed-text", buckets: 4096 }, []);
    expect([rowsOf("toy"), rowsOf("story")]).toEqual([["1561×1"], ["642×1"]]);
  });
});

describe("given vectors", () => {
  it("weigh a row for each element", () => {
    const { rowsOf, numRows } = fitOne({ kind: "vector", size: 3 }, [[1, 0, -2]]);
    expect([numRows, rowsOf([1, 0, -2]), rowsOf(undefined)]).toEqual([4, ["1×1", "3×-2"], ["0×1"]]);
    expect(() => rowsOf([1, 2])).toThrow(InvalidFeaturesError);
  });
});

describe("a feature schema", () => {
  it.each<[unknown, RegExp]>([
    [{ users: { age: { kind: "number" } } }, /users\.age\.kind: .*received "number"/],
    [{ users: { v: { kind: "vector" } } }, /users\.v\.size/],
    [{ users: { age: { kind: "numeric", bin: 3 } } }, /users\.age: .*bin/],
    [{ user: {} }, /user/],
    [{ items: { "a/b": { kind: "numeric" } } }, /a\/b/],
    [7, /it: .*received 7/],
  ])("is refused where it is wrong: %j", (wrong, message) => {
    expect(() => defineFeatures(wrong as FeatureSchema)).toThrow(InvalidFeaturesError);
    expect(() => defineFeatures(wrong as FeatureSchema)).toThrow(message);
  });
});

it("joins nothing to nothing", () => {
  expect(numBags(joinBags([]))).toBe(0);
});
