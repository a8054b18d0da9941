import { expect, test } from "vitest";
import { CorruptArtifactError } from "../errors/errors.js";
import { Factors } from "./factors.js";

const dimensions = { numUsers: 2, numItems: 3 };

function filled(options: { userBias?: boolean; itemBias?: boolean } = {}): Factors {
  const factors = new Factors(dimensions, { dim: 2, ...options });
  factors.users.set([1, 2, 3, 4]);
  factors.items.set([1, 0, 0, 1, 2, -1]);
  factors.userBias?.set([10, 20]);
  factors.itemBias?.set([0.5, 0.25, 0]);
  return factors;
}

test("scores pairs by dot products and the biases there are", () => {
  const [users, items] = [Int32Array.of(1, 0), Int32Array.of(2, 1)];
  expect([...filled().scorePairs(users, items)]).toEqual([2, 2]);
  expect([...filled({ itemBias: true }).scorePairs(users, items)]).toEqual([2, 2.25]);
  expect([...filled({ userBias: true, itemBias: true }).scorePairs(users, items)]).toEqual([22, 12.25]);
});

test("scores the catalogue alike, after a write too", async () => {
  const users = Int32Array.of(1, 0);
  for (const biases of [{}, { itemBias: true }, { userBias: true }, { userBias: true, itemBias: true }]) {
    const factors = filled(biases);
    for (const scale of [1, -3]) {
      factors.items.set([1, 0, 0, 1, 2, -1].map((component) => scale * component));
      factors.release();
      const pairs = factors.scorePairs(Int32Array.of(1, 1, 1, 0, 0, 0), Int32Array.of(0, 1, 2, 0, 1, 2));
      expect(await factors.dotProducts.scoreCatalogue(users)).toEqual(pairs);
    }
    factors.release();
  }
});

test("a state is a copy and comes back whole", () => {
  const factors = filled({ itemBias: true });
  const state = factors.state();
  expect([...state.keys()]).toEqual(["userFactors", "itemFactors", "itemBias"]);
  factors.items.fill(0);
  const copy = new Factors(dimensions, { dim: 2, itemBias: true });
  copy.restore(state);
  expect(copy.items).toEqual(filled().items);
  expect(copy.itemBias).toEqual(factors.itemBias);
});

test("a state that does not fit changes nothing", () => {
  const factors = filled({ itemBias: true });
  const state = new Factors({ numUsers: 2, numItems: 4 }, { dim: 2, itemBias: true }).state();
  expect(() => factors.restore(state)).toThrow(CorruptArtifactError);
  expect(() => factors.restore(state)).toThrow('"itemFactors" has shape [4,2]');
  expect(factors.users).toEqual(filled().users);
});
