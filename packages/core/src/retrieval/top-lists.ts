import { InvalidConfigError, InvalidScoreError } from "../errors/errors.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Recommendation } from "./top-k.js";

/** 4-byte words before a list's scores: how many there are, and the first item whose score is NaN, or −1. */
const headerWords = 2;

/** What the search kernels write: a list of the best items for each of `count` queries. Must be freed. */
export class TopLists {
  readonly #words: KernelArray<Int32Array>;

  constructor(
    memory: KernelMemory,
    readonly capacity: number,
    readonly count = 1,
  ) {
    this.#words = memory.int32(count * (headerWords + 2 * capacity));
  }

  get pointer(): number {
    return this.#words.pointer;
  }

  /**
   * The list of one query, best first, as the kernel left it.
   *
   * @param userIndex named where a score is NaN
   * @throws InvalidScoreError for a NaN score
   */
  read(query = 0, userIndex?: number): Recommendation[] {
    const { buffer, byteOffset } = this.#words.view;
    const at = byteOffset + 4 * query * (headerWords + 2 * this.capacity);
    const [size = 0, invalidItem = -1] = new Int32Array(buffer, at, headerWords);
    if (invalidItem >= 0) throw invalidScore(invalidItem, userIndex);
    const scores = new Float32Array(buffer, at + 4 * headerWords, size);
    const items = new Int32Array(buffer, at + 4 * (headerWords + this.capacity), size);
    return Array.from(items, (itemIndex, i) => ({ itemIndex, score: scores[i] as number }));
  }

  /** The best item of a query that has one, without a check of its score. */
  best(query: number): number {
    return this.#words.view[
      query * (headerWords + 2 * this.capacity) + headerWords + this.capacity
    ] as number;
  }

  free(): void {
    this.#words.free();
  }
}

/** NaN has no place in any order: it must not pass as a low score. */
export function invalidScore(itemIndex: number, userIndex?: number): InvalidScoreError {
  const pair =
    userIndex === undefined ? `itemIndex ${itemIndex}` : `userIndex ${userIndex} and itemIndex ${itemIndex}`;
  return new InvalidScoreError(
    `The score of ${pair} is NaN. The model has diverged: train it again with a lower learningRate.`,
  );
}

/** @throws InvalidConfigError for a k below 1 */
export function checkK(k: number): void {
  if (!(Number.isInteger(k) && k >= 1))
    throw new InvalidConfigError(`k is ${k}: ask for a whole number of items, at least 1.`);
}
