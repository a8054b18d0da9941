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

test("scores are dot products", () => {
  const factors = filled();
  expect([...factors.scoreCatalogue(Int32Array.of(1, 0))]).toEqual([3, 4, 2, 1, 2, 0]);
  expect([...factors.scorePairs(Int32Array.of(1, 0), Int32Array.of(2, 1))]).toEqual([2, 2]);
  expect(factors.scoreCatalogue(new Int32Array())).toHaveLength(0);
});

test("scores count the biases there are", () => {
  const users = Int32Array.of(0, 1);
  expect([...filled({ itemBias: true }).scoreCatalogue(users)]).toEqual([1.5, 2.25, 0, 3.5, 4.25, 2]);
  expect([...filled({ userBias: true }).scoreCatalogue(users)]).toEqual([11, 12, 10, 23, 24, 22]);
  const both = filled({ userBias: true, itemBias: true });
  expect([...both.scorePairs(Int32Array.of(1), Int32Array.of(1))]).toEqual([24.25]);
});

test("scores vectors that belong to no user", () => {
  const factors = filled({ userBias: true, itemBias: true });
  expect([...factors.scoreVectors(Float32Array.of(2, 2))]).toEqual([2.5, 2.25, 2]);
  expect([...factors.scoreVectors(Float32Array.of(2, 2, 0, 1), Float32Array.of(100, 0))]).toEqual([
    102.5, 102.25, 102, 0.5, 1.25, -1,
  ]);
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
