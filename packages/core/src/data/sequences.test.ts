import { describe, expect, it } from "vitest";
import { Interactions } from "./interactions.js";
import { sequencesOf } from "./sequences.js";
import { Vocabulary } from "./vocabulary.js";

const columns = {
  userIndex: Int32Array.of(1, 0, 1, 1, 0),
  itemIndex: Int32Array.of(3, 2, 0, 1, 1),
  value: new Float32Array(5).fill(1),
};
const data = (timestamp?: Float64Array) =>
  new Interactions(Vocabulary.of(["a", "b", "c"]), Vocabulary.of(["w", "x", "y", "z"]), {
    ...columns,
    ...(timestamp && { timestamp }),
  });

describe("sequencesOf", () => {
  it("orders each user's items by time, equal times by row", () => {
    const { offsets, itemIndex, order } = sequencesOf(data(Float64Array.of(20, 9, 10, 10, 8)));
    expect([...offsets]).toEqual([0, 2, 5, 5]);
    expect([...itemIndex]).toEqual([1, 2, 0, 1, 3]);
    expect([...order]).toEqual([4, 1, 2, 3, 0]);
  });

  it("keeps the order of the rows where there is no time", () => {
    expect([...sequencesOf(data()).itemIndex]).toEqual([2, 1, 3, 0, 1]);
  });
});
