import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { type Labelling, labelRows } from "../data/labelling.js";
import { Vocabulary } from "../data/vocabulary.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { bootstrapInterval, bootstrapIntervals } from "./bootstrap-interval.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { evaluateRating } from "./evaluate-rating.js";
import { itemSlices } from "./item-slices.js";
import { userSlices } from "./user-slices.js";

const split = { kind: "given", description: "by hand" } as const;
const users = Vocabulary.of(["u", "v", "w"]);
const items = Vocabulary.of(["a", "b", "c", "d"]);
const rows = (pairs: readonly (readonly [number, number, number?])[]) =>
  new Interactions(users, items, {
    userIndex: Int32Array.from(pairs, ([user]) => user),
    itemIndex: Int32Array.from(pairs, ([, item]) => item),
    value: Float32Array.from(pairs, ([, , value = 1]) => value),
  });
const train = rows([[0, 3]]);
// Scores fall from a to d for everybody, so v's c stands third, and w's b second.
const scorer = new MatrixScorer(
  { numUsers: 3, numItems: 4 },
  Float32Array.of(4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1),
);
const options = { seed: 1, metrics: ["mrr@4"] };

describe("of users", () => {
  const labelling: Labelling = {
    title: "colour",
    names: ["red", "blue", "green"],
    offsets: Int32Array.of(0, 1, 3, 4),
    labels: Int32Array.of(0, 0, 1, 1),
  };

  test("are means over the users of each label, who may have several; a label of nobody is left out", async () => {
    const test3 = rows([
      [0, 0],
      [1, 2],
      [2, 1],
    ]);
    const evaluation = await evaluateRanking(scorer, { train, test: test3, split, cutoffs: [4] });
    const slices = userSlices(evaluation, labelling, options);
    expect(slices.map(({ label, numUsers }) => [label, numUsers])).toEqual([
      ["red", 2],
      ["blue", 2],
    ]);
    expect(slices[0]?.metrics["mrr@4"]?.mean).toBeCloseTo((1 + 1 / 3) / 2, 6);
    expect(slices[1]?.metrics["mrr@4"]?.mean).toBeCloseTo((1 / 3 + 1 / 2) / 2, 6);
    const own = bootstrapInterval(Float32Array.of(1 / 3, 1 / 2), { seed: 1 });
    expect(slices[1]?.metrics["mrr@4"]?.low).toBeCloseTo(own.low, 6);
  });

  test("take errors of ratings over rows, and together make up the whole", async () => {
    const test4 = rows([
      [0, 0, 5],
      [0, 1, 3],
      [1, 2, 4],
      [2, 0, 1],
    ]);
    const evaluation = await evaluateRating(scorer, { test: test4, split });
    const single = labelRows(Int32Array.of(0, 1, 1), { title: "side", names: ["left", "right"] });
    const [left, right] = userSlices(evaluation, single, { seed: 1, metrics: ["rmse"] });
    // Errors of u: −1, 0; of v and w: −2, 3.
    expect(left?.metrics["rmse"]?.mean).toBeCloseTo(Math.sqrt(1 / 2), 6);
    expect(right?.metrics["rmse"]?.mean).toBeCloseTo(Math.sqrt((4 + 9) / 2), 6);
    const whole = bootstrapIntervals(evaluation, { seed: 1 });
    expect(whole["rmse"]?.mean).toBeCloseTo(evaluation.metrics["rmse"] as number, 6);
    expect(whole["mae"]?.mean).toBeCloseTo(evaluation.metrics["mae"] as number, 6);
  });
});

describe("of items", () => {
  const labelling = labelRows(Int32Array.of(0, 0, 1, 2), { title: "side", names: ["ab", "c", "d"] });

  test("look for each label's items alone, the user's others being out of the way", async () => {
    // u has d in train already: the label d has nothing left.
    const test4 = rows([
      [0, 2],
      [0, 1],
      [1, 2],
      [0, 3],
    ]);
    const slices = await itemSlices({
      ...options,
      train,
      test: test4,
      labelling,
      evaluate: (parts) => evaluateRanking(scorer, { ...parts, split, cutoffs: [4] }),
    });
    expect(slices.map(({ label, numUsers }) => [label, numUsers])).toEqual([
      ["ab", 1],
      ["c", 2],
    ]);
    expect(slices[0]?.metrics["mrr@4"]?.mean).toBeCloseTo(1 / 2, 6);
    // u's c is second once b is out of the way; v's c is third.
    expect(slices[1]?.metrics["mrr@4"]?.mean).toBeCloseTo((1 / 2 + 1 / 3) / 2, 6);
  });
});
