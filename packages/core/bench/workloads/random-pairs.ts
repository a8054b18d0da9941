import { Interactions } from "../../src/data/interactions.js";
import { Vocabulary } from "../../src/data/vocabulary.js";
import { createRandom } from "../../src/random/random.js";

/** Uniformly random pairs: for the time of steps, where what is learned does not matter. */
export function randomPairs(sizes: {
  readonly numUsers: number;
  readonly numItems: number;
  readonly length: number;
}): Interactions {
  const { numUsers, numItems, length } = sizes;
  const random = createRandom(1);
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  const column = (bound: number) => Int32Array.from({ length }, () => random.integer(bound));
  return new Interactions(ids(numUsers), ids(numItems), {
    userIndex: column(numUsers),
    itemIndex: column(numItems),
    value: new Float32Array(length).fill(1),
  });
}
