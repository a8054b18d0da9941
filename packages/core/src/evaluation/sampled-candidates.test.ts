import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError } from "../errors/errors.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { relevantItems } from "./relevant-items.js";
import { sampledCandidates } from "./sampled-candidates.js";

const numUsers = 4000;
const numItems = 12;
const users = Vocabulary.of(Array.from({ length: numUsers }, (_, i) => String(i)));
const items = Vocabulary.of(Array.from({ length: numItems }, (_, i) => String(i)));

/** Everyone has items 0, 5, 11 (5 twice) in train, and 3 in test. */
const train = everyone([0, 5, 5, 11]);
const heldOut = everyone([3]);

function everyone(itemIndices: number[]): Interactions {
  return new Interactions(users, items, {
    userIndex: Int32Array.from({ length: numUsers * itemIndices.length }, (_, i) => i % numUsers),
    itemIndex: Int32Array.from(
      { length: numUsers * itemIndices.length },
      (_, i) => itemIndices[Math.floor(i / numUsers)] as number,
    ),
    value: new Float32Array(numUsers * itemIndices.length),
  });
}

/** [numUsers] the items drawn for each, found by what the scorer is asked. */
async function drawnBy(options: { count: number; seed: number }, test = heldOut): Promise<number[][]> {
  const drawn: number[][] = Array.from({ length: numUsers }, () => []);
  const dimensions = { numUsers, numItems };
  const scorer = new MatrixScorer(dimensions, new Float32Array(numUsers * numItems));
  const recording = {
    dimensions,
    scoreCatalogue: scorer.scoreCatalogue.bind(scorer),
    scorePairs: (userIndex: Int32Array, itemIndex: Int32Array) => {
      userIndex.forEach((user, i) => {
        if (itemIndex[i] !== 3) drawn[user]?.push(itemIndex[i] as number);
      });
      return scorer.scorePairs(userIndex, itemIndex);
    },
  };
  const relevant = relevantItems(train, test, { keepLeaked: false });
  const request = { train, relevant, ties: "relevant-last" as const, signal: undefined };
  for await (const batch of sampledCandidates(options).rank(recording, request))
    expect(batch).not.toEqual([]);
  return drawn;
}

const free = [1, 2, 4, 6, 7, 8, 9, 10];

test("draws `count` distinct items that the user has neither in train nor in test", async () => {
  for (const list of await drawnBy({ count: 3, seed: 1 })) {
    expect(new Set(list).size).toBe(3);
    expect(free).toEqual(expect.arrayContaining(list));
  }
});

describe.each([1, 3, 7])("of %i", (count) => {
  test("every free item is drawn equally often", async () => {
    const counts = new Map(free.map((item) => [item, 0]));
    for (const list of await drawnBy({ count, seed: 2 }))
      for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1);
    const share = count / free.length;
    const expected = numUsers * share;
    // Five standard deviations of a binomial.
    const tolerance = 5 * Math.sqrt(expected * (1 - share));
    for (const [item, times] of counts)
      expect(Math.abs(times - expected), `item ${item}: ${times} for ${expected}`).toBeLessThan(tolerance);
  });
});

test("takes all there are where they are fewer", async () => {
  for (const list of await drawnBy({ count: 50, seed: 1 }))
    expect(list.toSorted((a, b) => a - b)).toEqual(free);
});

test("the seed decides it, and no other user changes it", async () => {
  const first = await drawnBy({ count: 4, seed: 5 });
  expect(await drawnBy({ count: 4, seed: 5 })).toEqual(first);
  expect(await drawnBy({ count: 4, seed: 6 })).not.toEqual(first);
  const oneUser = heldOut.select(Int32Array.of(123));
  expect((await drawnBy({ count: 4, seed: 5 }, oneUser))[123]).toEqual(first[123]);
});

test.each([
  { count: 0, seed: 1 },
  { count: 1.5, seed: 1 },
  { count: 9, seed: 0.5 },
])("refuses %j", (options) => {
  expect(() => sampledCandidates(options)).toThrow(InvalidConfigError);
});
