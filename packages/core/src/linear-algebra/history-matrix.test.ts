import { expect, test } from "vitest";
import { historyMatrix } from "./history-matrix.js";

test("orders the items of a history with their values, which count where they are used", () => {
  const histories = [
    { itemIndex: Int32Array.of(4, 1), value: Float32Array.of(3, 2) },
    { itemIndex: Int32Array.of(2) },
  ];
  const used = historyMatrix(histories, 5);
  expect([...used.offsets]).toEqual([0, 2, 3]);
  expect([...used.columns]).toEqual([1, 4, 2]);
  expect(used.values).toEqual(Float32Array.of(2, 3, 1));
  const unused = historyMatrix(histories, 5, { useValues: false });
  expect(unused.columns).toEqual(used.columns);
  expect(unused.values).toBeUndefined();
});
