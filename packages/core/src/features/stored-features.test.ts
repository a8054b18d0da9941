import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "../models/model.js";
import { defineFeatures } from "./feature-schema.js";
import { fitFeatures } from "./features.js";
import { featureArrays, restoreFeatures, storeFeatures } from "./stored-features.js";

const train = new Interactions(Vocabulary.of(["a", "b"]), Vocabulary.of(["x", "y", "z"]), {
  userIndex: Int32Array.of(0, 1, 1),
  itemIndex: Int32Array.of(0, 0, 1),
  value: Float32Array.of(1, 1, 1),
});
const schema = defineFeatures({
  users: { age: { kind: "numeric", bins: 2 } },
  items: {
    year: { kind: "numeric" },
    genres: { kind: "multi-valued", minCount: 1 },
    title: { kind: "hashed-text", buckets: 16 },
  },
  context: { hour: { kind: "categorical" } },
});
const features = fitFeatures(schema, {
  train,
  users: new Map([
    ["a", { age: 20 }],
    ["b", { age: 30 }],
  ]),
  items: new Map([
    ["x", { year: 1999, genres: ["drama", "crime"], title: "Heat" }],
    ["z", { year: 2001, genres: ["opera"] }],
  ]),
  context: { get: (position) => ({ hour: position }) },
});
const dimensions = { numUsers: 2, numItems: 3 };
const stored = JSON.parse(JSON.stringify(storeFeatures(features)));
const arrays = (): Map<string, NamedArray> =>
  new Map([...featureArrays(features), ["tables/all", { shape: [100], data: new Float32Array(100) }]]);

const restore = (json: unknown = stored, state: ModelState = arrays(), sizes = dimensions) =>
  restoreFeatures(json as typeof stored, { arrays: state, dimensions: sizes });

describe("features in an artifact", () => {
  it("come back as they were", () => {
    const restored = restore();
    expect(storeFeatures(restored)).toEqual(storeFeatures(features));
    expect([...featureArrays(restored)]).toEqual([...featureArrays(features)]);
    const record = { year: 2000, genres: ["crime", "new"], title: "Heat" };
    for (const [n, column] of features.sides.items.columns.entries())
      expect(restored.sides.items.columns[n]?.encode([record])).toEqual(column.encode([record]));
    expect(restored.joined("items").bags).toEqual(features.joined("items").bags);
    expect(restored.sides.context.columns[0]?.encode([{ hour: 1 }])).toEqual(
      features.sides.context.columns[0]?.encode([{ hour: 1 }]),
    );
  });

  it("are the same whatever the order of the names in the manifest", () => {
    const { year, title, genres } = stored.schema.items;
    const other = { ...stored, schema: { ...stored.schema, items: { year, title, genres } } };
    expect(restore(other).joined("items").bags).toEqual(features.joined("items").bags);
  });

  const withSchema = (items: unknown) => ({ ...stored, schema: { ...stored.schema, items } });
  const withFitted = (name: string, fitted: unknown) => ({
    ...stored,
    fitted: { ...stored.fitted, items: { ...stored.fitted.items, [name]: fitted } },
  });

  it.each<[string, unknown, RegExp]>([
    ["a schema that is none", withSchema(7), /the feature schema/],
    ["a kind there is not", withSchema({ year: { kind: "colour" } }), /the feature schema/],
    [
      "a feature without its encoder",
      withSchema({ price: { kind: "numeric" } }),
      /learned of the feature "price"/,
    ],
    [
      "a deviation of zero",
      withFitted("year", { ...stored.fitted.items.year, standardDeviation: 0 }),
      /above 0/,
    ],
    ["a range upside down", withFitted("year", { ...stored.fitted.items.year, min: 9, max: 8 }), /range/],
    ["values twice", withFitted("genres", { values: ["drama", "drama"] }), /twice/],
    ["values that are no texts", withFitted("genres", { values: [1] }), /"genres"/],
    [
      "more rows than there are weights",
      withSchema({ ...stored.schema.items, title: { kind: "hashed-text", buckets: 10_000_000 } }),
      /has 10000001 rows/,
    ],
  ])("are refused with %s", (_, json, message) => {
    expect(() => restore(json)).toThrow(CorruptArtifactError);
    expect(() => restore(json)).toThrow(message);
  });

  const changed = (name: string, data: NamedArray["data"]): ModelState =>
    arrays().set(name, { shape: [data.length], data });

  it.each<[string, string, NamedArray["data"], RegExp]>([
    ["a row outside the table", "rows", Int32Array.of(2, 9, 0, 1), /reads the row 9 of 4/],
    ["a negative row", "rows", Int32Array.of(2, -1, 0, 1), /reads the row -1/],
    ["fewer weights than rows", "weights", Float32Array.of(1), /4 rows and 1 weights/],
    ["offsets that descend", "offsets", Int32Array.of(0, 3, 2, 4), /do not ascend/],
    ["offsets past the end", "offsets", Int32Array.of(0, 2, 3, 5), /for 5 entries/],
    ["too few offsets", "offsets", Int32Array.of(0, 2, 4), /3 offsets for 3 items/],
    ["offsets that begin late", "offsets", Int32Array.of(1, 2, 3, 4), /begin at 0/],
    ["weights that are whole", "weights", Int32Array.of(1, 1, 1, 1), /of its type/],
  ])("are refused with %s", (_, part, data, message) => {
    const state = changed(`features/items/genres/${part}`, data);
    expect(() => restore(stored, state)).toThrow(CorruptArtifactError);
    expect(() => restore(stored, state)).toThrow(message);
  });

  it("are refused for other users than the model's", () => {
    expect(() => restore(stored, arrays(), { numUsers: 3, numItems: 3 })).toThrow("3 offsets for 3 users");
  });
});
