import { expect, test } from "vitest";
import { InvalidFeaturesError, InvalidInteractionsError } from "../errors/errors.js";
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

test("values must be above 0 where they are read, and numbers of the right count anywhere", () => {
  const itemIndex = Int32Array.of(4, 1);
  const of = (...value: number[]) => [{ itemIndex, value: Float32Array.from(value) }];
  expect(() => historyMatrix(of(1, 0), 5)).toThrow("the value 0");
  expect(historyMatrix(of(1, 0), 5, { useValues: false }).values).toBeUndefined();
  for (const wrong of [of(1), of(1, Number.NaN)])
    expect(() => historyMatrix(wrong, 5, { useValues: false })).toThrow(InvalidInteractionsError);
  expect(() => historyMatrix([{ itemIndex, features: { age: 3 } }], 5)).toThrow(InvalidFeaturesError);
});
