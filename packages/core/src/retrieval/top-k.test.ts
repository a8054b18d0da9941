import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidConfigError, InvalidScoreError } from "../errors/errors.js";
import { topK } from "./top-k.js";

test("best first, and of equal scores the lowest item first", () => {
  const scores = Float32Array.of(1, 3, 2, 3, 0, 2);
  expect(topK(scores, 4).map(({ itemIndex }) => itemIndex)).toEqual([1, 3, 2, 5]);
  expect(topK(scores, 1)).toEqual([{ itemIndex: 1, score: 3 }]);
});

test("gives what there is where k is larger", () => {
  expect(topK(Float32Array.of(5, 6), 10)).toEqual([
    { itemIndex: 1, score: 6 },
    { itemIndex: 0, score: 5 },
  ]);
  expect(topK(Float32Array.of(5, 6), 10, { excluded: Int32Array.of(1, 1, 0) })).toEqual([]);
  expect(topK(new Float32Array(), 3)).toEqual([]);
});

test("agrees with sorting everything, for any scores, exclusions and names of items", () => {
  const cases = fc.record({
    // Few distinct values, so that ties are common; −∞ is a score like any other.
    scores: fc.array(fc.constantFrom(Number.NEGATIVE_INFINITY, -1, 0, 0.5, 2, Number.POSITIVE_INFINITY), {
      maxLength: 60,
    }),
    k: fc.integer({ min: 1, max: 70 }),
    excluded: fc.array(fc.nat(60)),
    reversed: fc.boolean(),
  });
  fc.assert(
    fc.property(cases, ({ scores, k, excluded, reversed }) => {
      const items = scores.map((_, i) => (reversed ? scores.length - 1 - i : i));
      const expected = scores
        .map((score, i) => ({ itemIndex: items[i] as number, score }))
        .filter(({ itemIndex }) => !excluded.includes(itemIndex))
        .sort((a, b) => (a.score === b.score ? a.itemIndex - b.itemIndex : b.score - a.score))
        .slice(0, k);
      const options = { excluded: Int32Array.from(excluded), items: Int32Array.from(items) };
      expect(topK(Float32Array.from(scores), k, options)).toEqual(expected);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test.each([0, -1, 2.5, Number.NaN])("refuses k = %s", (k) => {
  expect(() => topK(Float32Array.of(1), k)).toThrow(InvalidConfigError);
});

test("refuses NaN wherever it stands", () => {
  for (const position of [0, 1, 2]) {
    const scores = Float32Array.of(3, 2, 1);
    scores[position] = Number.NaN;
    expect(() => topK(scores, 1)).toThrow(InvalidScoreError);
    expect(() => topK(scores, 1)).toThrow(`itemIndex ${position}`);
  }
});
