import type { ExplanationTerm } from "../explanations/explanation.js";
import { startingWeights } from "../layers/starting-weights.js";
import { DotProducts } from "../retrieval/dot-products.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
import type { Dimensions, ModelState, NamedArray } from "./model.js";
import { restoreArray } from "./restore-array.js";

export interface FactorsOptions {
  /** Length of a user's and an item's vector. */
  readonly dim: number;
  /** Adds a bias for each user. */
  readonly userBias?: boolean;
  /** Adds a bias for each item. */
  readonly itemBias?: boolean;
  /** Vectors to start from; zeros unless given. Biases start at zero. */
  readonly draw?: Readonly<Record<"users" | "items", (vectors: Float32Array) => void>>;
}

/** A user's part of the factors. */
export interface UserFactors {
  /** [dim] */
  readonly vector: Float32Array;
  readonly bias: number;
}

/**
 * What every dot-product model learns, and how it scores: score(u, i) = user u · item i + bias of u + bias of i, with
 * the biases that the model has.
 *
 * The arrays belong to this object; the model writes to them, calls `release` afterwards, and when it is disposed of.
 */
export class Factors {
  readonly dim: number;
  /** [numUsers, dim] */
  readonly users: Float32Array;
  /** [numItems, dim] */
  readonly items: Float32Array;
  /** [numUsers] */
  readonly userBias: Float32Array | undefined;
  /** [numItems] */
  readonly itemBias: Float32Array | undefined;
  /** The same arrays as retrieval and evaluation take them. */
  readonly dotProducts: DotProducts;
  /** How alike items are by the cosine of their vectors. */
  readonly itemCosines: ItemCosines;

  constructor(
    readonly dimensions: Dimensions,
    { dim, userBias = false, itemBias = false, draw }: FactorsOptions,
  ) {
    const { numUsers, numItems } = dimensions;
    this.dim = dim;
    this.users = startingWeights(numUsers * dim, draw?.users);
    this.items = startingWeights(numItems * dim, draw?.items);
    this.userBias = userBias ? startingWeights(numUsers) : undefined;
    this.itemBias = itemBias ? startingWeights(numItems) : undefined;
    this.dotProducts = new DotProducts(this);
    this.itemCosines = new ItemCosines(numItems, () => this);
  }

  /** Gives back what scoring holds: copies of the items as they were. The next score copies them anew. */
  release(): void {
    this.dotProducts.release();
    this.itemCosines.release();
  }

  /**
   * @param userIndex [n]
   * @param itemIndex [n]
   * @returns [n]
   */
  scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Float32Array {
    const { dim, users, items, userBias, itemBias } = this;
    const scores = new Float32Array(userIndex.length);
    for (let n = 0; n < scores.length; n++) {
      const user = userIndex[n] as number;
      const item = itemIndex[n] as number;
      const bias = (userBias?.[user] ?? 0) + (itemBias?.[item] ?? 0);
      scores[n] = bias + dot(users, user * dim, { items, from: item * dim, dim });
    }
    return scores;
  }

  /** The terms of a score: the biases that there are, and the dot product. */
  explain({ vector, bias }: UserFactors, itemIndex: number): ExplanationTerm[] {
    const { dim, items, itemBias } = this;
    const match = dot(vector, 0, { items, from: itemIndex * dim, dim });
    return [
      ...(this.userBias ? [{ kind: "userBias", contribution: bias } as const] : []),
      ...(itemBias ? [{ kind: "itemBias", contribution: itemBias[itemIndex] as number } as const] : []),
      { kind: "match", contribution: match },
    ];
  }

  /** A known user's part of the factors; the vector is a view. */
  userOf(userIndex: number): UserFactors {
    const vector = this.users.subarray(userIndex * this.dim, (userIndex + 1) * this.dim);
    return { vector, bias: this.userBias?.[userIndex] ?? 0 };
  }

  /** Copies of the arrays: `userFactors` and `itemFactors`, and `userBias` and `itemBias` where there are. */
  state(): Map<string, NamedArray> {
    return new Map(this.#named().map(({ name, shape, data }) => [name, { shape, data: data.slice() }]));
  }

  /** Takes over such a state. @throws CorruptArtifactError naming the first array that is missing or differs in shape */
  restore(state: ModelState): void {
    // Everything is checked before anything is written.
    const restored = this.#named().map(({ name, shape, data }) => ({
      into: data,
      from: restoreArray(state, name, shape),
    }));
    for (const { into, from } of restored) into.set(from);
    this.release();
  }

  #named(): { name: string; shape: number[]; data: Float32Array }[] {
    const { numUsers, numItems } = this.dimensions;
    return [
      { name: "userFactors", shape: [numUsers, this.dim], data: this.users },
      { name: "itemFactors", shape: [numItems, this.dim], data: this.items },
      ...(this.userBias ? [{ name: "userBias", shape: [numUsers], data: this.userBias }] : []),
      ...(this.itemBias ? [{ name: "itemBias", shape: [numItems], data: this.itemBias }] : []),
    ];
  }
}

function dot(
  vectors: Float32Array,
  at: number,
  { items, from, dim }: { items: Float32Array; from: number; dim: number },
): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (vectors[at + d] as number) * (items[from + d] as number);
  return sum;
}
