import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { EmbeddingTable } from "../embedding/embedding-table.js";
import { defineFeatures } from "../features/feature-schema.js";
import { fitFeatures } from "../features/features.js";
import { ones } from "../layers/initializers.js";
import { createRandom } from "../random/random.js";
import { FeatureReading } from "./feature-reading.js";

/** Of users a, b, c and items w, x, y, z, b and w have no interactions. */
const data = new Interactions(Vocabulary.of(["a", "b", "c"]), Vocabulary.of(["w", "x", "y", "z"]), {
  userIndex: Int32Array.of(0, 0, 2),
  itemIndex: Int32Array.of(1, 3, 2),
  value: Float32Array.of(1, 1, 1),
  timestamp: Float64Array.of(1, 2, 3),
});
const dimensions = { numUsers: 3, numItems: 4 };
const schema = defineFeatures({ users: { age: { kind: "numeric" } } });
const features = fitFeatures(schema, { train: data, users: { get: () => ({ age: 3 }) } });
const itemSpec = { side: "item", embeddingDim: 2, initializer: ones, l2: 0 } as const;

function start(idDropout: number) {
  const reading = new FeatureReading(features, dimensions, []);
  const training = reading.startTraining(data, { idDropout, context: undefined, random: createRandom(1) });
  return { reading, training };
}

describe("the batches of a training with features", () => {
  it("are drawn from the items that occur, and read under the model's numbers", () => {
    const { training } = start(0);
    expect(training.data.items.ids).toEqual(["x", "y", "z"]);
    expect([...training.data.itemIndex]).toEqual([0, 2, 1]);
    expect([...(training.data.timestamp ?? [])]).toEqual([1, 2, 3]);
    const pairs = training.read({
      userIndex: Int32Array.of(0, 1, 2),
      itemIndex: Int32Array.of(0, 1, 2),
    });
    expect([...pairs.itemIndex]).toEqual([1, 2, 3]);
    expect([...(pairs.itemRow ?? [])]).toEqual([1, 2, 3]);
    // User b has no row of its own and reads the one of all unknown users.
    expect([...(pairs.userRow ?? [])]).toEqual([0, 3, 2]);
  });

  it("hide as many ids as the dropout says, of each side for itself", () => {
    const { training } = start(0.25);
    const rows = 4000;
    const { userRow, itemRow } = training.read({
      userIndex: new Int32Array(rows),
      itemIndex: new Int32Array(rows),
    });
    const hidden = [userRow?.map((row) => Number(row === 3)), itemRow?.map((row) => Number(row === 4))];
    for (const marks of hidden)
      expect((marks ?? new Int32Array()).reduce((sum, mark) => sum + mark, 0) / rows).toBeCloseTo(0.25, 1);
    expect(hidden[0]).not.toEqual(hidden[1]);
  });
});

describe("the rows of ids", () => {
  it("are one more than the entities, and start from nothing for the unknown", () => {
    const { reading } = start(0);
    const table = new EmbeddingTable(reading.numRowsOf(itemSpec), itemSpec, createRandom(1));
    reading.clearUnknown([table]);
    expect([...table.weights]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
  });

  it("give entities without interactions what was learned for the unknown", () => {
    const { reading, training } = start(0.1);
    const table = new EmbeddingTable(reading.numRowsOf(itemSpec), itemSpec, createRandom(1));
    table.weights.set([7, 8], 8);
    expect([...reading.rowsToKeep(table)].slice(0, 4)).toEqual([7, 8, 1, 1]);
    expect([...table.weights].slice(0, 2)).toEqual([1, 1]);
    const scored = reading.forScoring({})({ userIndex: Int32Array.of(0), itemIndex: Int32Array.of(0) });
    expect([...(scored.itemRow ?? [])]).toEqual([4]);
    training.finish([table]);
    expect([...table.weights].slice(0, 2)).toEqual([7, 8]);
  });
});
