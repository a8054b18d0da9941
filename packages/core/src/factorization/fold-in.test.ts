import { expect, test } from "vitest";
import { UnknownIdError } from "../errors/errors.js";
import { Factors } from "../models/factors.js";
import { createRandom } from "../random/random.js";
import { foldInUser } from "./fold-in.js";
import { foldInRatings } from "./fold-in-ratings.js";
import type { SgdLoss, SgdSettings } from "./sgd-settings.js";

const dim = 3;
const numItems = 40;

/** Items of two kinds: even ones point one way, odd ones the other. */
function twoKinds(): Factors {
  const random = createRandom(1);
  const factors = new Factors({ numUsers: 1, numItems }, { dim, userBias: true, itemBias: true });
  for (let item = 0; item < numItems; item++) {
    const sign = item % 2 === 0 ? 1 : -1;
    factors.items.set([sign, 0.1 * random.normal(), 0.1 * random.normal()], item * dim);
  }
  return factors;
}

const settings = (loss: SgdLoss): SgdSettings => ({
  loss,
  optimizer: "sgd",
  learningRate: 0.05,
  decay: "linear",
  l2: 0.01,
  biasL2: 0,
  numNegatives: 2,
  maxTrials: 10,
});

test.each(["logistic", "bpr", "hinge", "warp"] as const)("%s folds a history in by its kind", (loss) => {
  const factors = twoKinds();
  const items = factors.items.slice();
  const even = foldInUser(factors, settings(loss), { items: Int32Array.of(0, 4, 8, 12) });
  const odd = foldInUser(factors, settings(loss), { items: Int32Array.of(1, 5, 9) });
  expect(even.vector[0]).toBeGreaterThan(0.3);
  expect(odd.vector[0]).toBeLessThan(-0.3);
  expect(factors.items).toEqual(items);
  const again = foldInUser(factors, settings(loss), { items: Int32Array.of(0, 4, 8, 12) });
  expect(again.vector).toEqual(even.vector);
  const strict = foldInUser(factors, { ...settings(loss), l2: 2 }, { items: Int32Array.of(0, 4, 8, 12) });
  expect(Math.abs(strict.vector[0] ?? 0)).toBeLessThan(even.vector[0] ?? 0);
});

test.each(["logistic", "warp"] as const)(
  "%s gives nobody's history, and everything, the zero vector",
  (loss) => {
    const everything = Int32Array.from({ length: numItems }, (_, item) => item);
    for (const items of [new Int32Array(), everything]) {
      const { vector, bias } = foldInUser(twoKinds(), settings(loss), { items });
      expect([...vector, bias]).toEqual([0, 0, 0, 0]);
    }
  },
);

test("ratings fold in at the minimum of their ridge regression", () => {
  const factors = twoKinds();
  factors.itemBias?.set([0.5, -0.25, 0.125]);
  const options = { l2: 0.1, biasL2: 0.02, mean: 3 };
  const itemIndex = Int32Array.of(0, 1, 2, 7, 11);
  const value = Float32Array.of(5, 1, 4, 2, 1);
  const { vector, bias } = foldInRatings(factors, { itemIndex, value }, options);
  const objective = (u: readonly number[], b: number) => {
    let sum = itemIndex.length * (options.l2 * u.reduce((s, x) => s + x * x, 0) + options.biasL2 * b * b);
    for (const [n, item] of itemIndex.entries()) {
      const product = u.reduce((s, x, d) => s + x * (factors.items[item * dim + d] ?? 0), 0);
      sum += ((value[n] ?? 0) - options.mean - (factors.itemBias?.[item] ?? 0) - b - product) ** 2;
    }
    return sum;
  };
  const least = objective([...vector], bias);
  for (let d = 0; d <= dim; d++) {
    for (const move of [-0.01, 0.01]) {
      const moved = Array.from(vector, (x, at) => x + (at === d ? move : 0));
      expect(objective(moved, bias + (d === dim ? move : 0))).toBeGreaterThan(least);
    }
  }
  expect(() => foldInRatings(factors, { itemIndex: Int32Array.of(numItems) }, options)).toThrow(
    UnknownIdError,
  );
  const short = { itemIndex, value: Float32Array.of(1) };
  expect(() => foldInRatings(factors, short, options)).toThrow("1 values for 5 items");
  const none = foldInRatings(factors, { itemIndex: new Int32Array() }, { ...options, l2: 0, biasL2: 0 });
  expect([...none.vector, none.bias]).toEqual([0, 0, 0, 0]);
});
