import { InvalidConfigError, InvalidScoreError } from "../errors/errors.js";

/** One recommended item. */
export interface Recommendation {
  readonly itemIndex: number;
  readonly score: number;
}

/** Which scores count, and of which items they are. */
export interface TopKOptions {
  /** Items never returned. Any order, repeats allowed. */
  readonly excluded?: Int32Array | undefined;
  /** [n] the item that each score is of, each once. Unset: score i is of item i. */
  readonly items?: Int32Array | undefined;
}

/**
 * The k best scored items, best first; of equal scores the lowest itemIndex first. Fewer where fewer are there.
 *
 * O(n + n' log k), n' the scores that were at some time among the best.
 *
 * @param scores [n]
 * @throws InvalidConfigError for a k below 1, InvalidScoreError for a NaN
 */
export function topK(scores: Float32Array, k: number, options: TopKOptions = {}): Recommendation[] {
  if (!(Number.isInteger(k) && k >= 1))
    throw new InvalidConfigError(`k is ${k}: ask for a whole number of items, at least 1.`);
  const { items } = options;
  const excluded = new Set(options.excluded);
  const heap = new WorstFirstHeap(Math.min(k, scores.length));
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] as number;
    if (score < heap.worstScore) continue;
    const item = items ? (items[position] as number) : position;
    if (Number.isNaN(score)) throw new InvalidScoreError(`The score of itemIndex ${item} is NaN.`);
    if (!excluded.has(item)) heap.offer(item, score);
  }
  return heap.drainBestFirst();
}

/** Keeps the best `capacity` items it is offered, the worst of them on top. */
class WorstFirstHeap {
  readonly #items: Int32Array;
  readonly #scores: Float32Array;
  #size = 0;

  constructor(private readonly capacity: number) {
    this.#items = new Int32Array(capacity);
    this.#scores = new Float32Array(capacity);
  }

  /** What a score must reach to have a chance. */
  get worstScore(): number {
    return this.#size < this.capacity ? Number.NEGATIVE_INFINITY : (this.#scores[0] as number);
  }

  offer(item: number, score: number): void {
    if (this.#size < this.capacity) {
      this.#siftUp(this.#size++, item, score);
    } else if (this.#isWorseThan(0, item, score)) {
      this.#siftDown(item, score);
    }
  }

  drainBestFirst(): Recommendation[] {
    const drained: Recommendation[] = [];
    while (this.#size > 0) {
      drained.push({ itemIndex: this.#items[0] as number, score: this.#scores[0] as number });
      this.#size--;
      this.#siftDown(this.#items[this.#size] as number, this.#scores[this.#size] as number);
    }
    return drained.reverse();
  }

  #isWorseThan(slot: number, item: number, score: number): boolean {
    const held = this.#scores[slot] as number;
    return held < score || (held === score && (this.#items[slot] as number) > item);
  }

  #put(slot: number, item: number, score: number): void {
    this.#items[slot] = item;
    this.#scores[slot] = score;
  }

  #siftUp(from: number, item: number, score: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.#isWorseThan(parent, item, score)) break;
      this.#put(slot, this.#items[parent] as number, this.#scores[parent] as number);
      slot = parent;
    }
    this.#put(slot, item, score);
  }

  #siftDown(item: number, score: number): void {
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= this.#size) break;
      const right = child + 1;
      if (
        right < this.#size &&
        this.#isWorseThan(right, this.#items[child] as number, this.#scores[child] as number)
      )
        child = right;
      if (!this.#isWorseThan(child, item, score)) break;
      this.#put(slot, this.#items[child] as number, this.#scores[child] as number);
      slot = child;
    }
    if (this.#size > 0) this.#put(slot, item, score);
  }
}
