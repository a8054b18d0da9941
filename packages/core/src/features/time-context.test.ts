import { expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { FeatureRecord } from "./feature-schema.js";
import { fitFeatures } from "./features.js";
import { contextAt, timeContext, timeFeatures } from "./time-context.js";

// Sunday, 1 March 2020, 23:30 UTC.
const late = Date.UTC(2020, 2, 1, 23, 30) / 1000;
const columns = {
  userIndex: Int32Array.of(0, 0),
  itemIndex: Int32Array.of(0, 1),
  value: Float32Array.of(1, 1),
};
const [users, items] = [Vocabulary.of(["a"]), Vocabulary.of(["x", "y"])];

it("tells hour, weekday and month, in UTC or by a clock beside it", () => {
  // What a request takes as its context.
  const context: FeatureRecord = contextAt(late);
  expect(context).toEqual({ hour: 23, weekday: 0, month: 3 });
  expect(contextAt(late, 3600)).toEqual({ hour: 0, weekday: 1, month: 3 });
});

it("is the context of each interaction by its time, as the schema takes it", () => {
  const train = new Interactions(users, items, { ...columns, timestamp: Float64Array.of(late, late + 3600) });
  const context = timeContext(train);
  expect(context.get(1)).toEqual({ hour: 0, weekday: 1, month: 3 });
  const { sides } = fitFeatures({ context: timeFeatures }, { train, context });
  expect(sides.context.columns.map(({ name, numRows }) => `${name} ${numRows}`)).toEqual([
    "hour 4",
    "month 3",
    "weekday 4",
  ]);
});

it("needs times", () => {
  expect(() => timeContext(new Interactions(users, items, columns))).toThrow(InvalidInteractionsError);
});
