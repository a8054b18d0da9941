import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { gatherRows, type Pairs } from "../embedding/embedding-training.js";
import { DotProducts } from "../retrieval/dot-products.js";
import type { LogitSource } from "./logits.js";
import type { Dimensions } from "./model.js";
import type { GatheredRows, NetworkVectors } from "./network.js";

/** Users or items in one forward pass: bounds memory, large enough to hide the cost of an operation's start. */
const rowsPerPass = 16_384;

export interface NetworkDotProductsOptions {
  readonly vectors: NetworkVectors;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly dimensions: Dimensions;
  /** What pairs read of the tables. */
  read(pairs: Pairs): Pairs;
}

/**
 * The vectors of all users and items of a network that is a dot product, as retrieval takes them: made when first asked
 * for, and kept until `release`, which whoever changes the network, or disposes of it, calls.
 */
export class NetworkDotProducts {
  #made: Promise<DotProducts> | undefined;
  #held: DotProducts | undefined;

  constructor(private readonly options: NetworkDotProductsOptions) {}

  get(): Promise<DotProducts> {
    this.#made ??= this.#make();
    return this.#made;
  }

  /**
   * Scores of the catalogue for users of other tables, such as those that were folded in: the items' vectors are at
   * hand.
   *
   * @returns [userIndex.length, numItems], row-major
   */
  async scoreUsersOf({ tables, read }: LogitSource, userIndex: Int32Array): Promise<Float32Array> {
    const dots = await this.get();
    const pairs = read({ userIndex, itemIndex: none });
    const made = tf.tidy(() => this.options.vectors.ofRequest(gatherRows(tables, pairs))); // [n, dim]
    const vectors = (await made.data()) as Float32Array;
    made.dispose();
    return dots.scoreVectors(vectors);
  }

  release(): void {
    this.#held?.release();
    this.#held = undefined;
    this.#made = undefined;
  }

  async #make(): Promise<DotProducts> {
    const { vectors, dimensions } = this.options;
    const users = await this.#vectorsOf(dimensions.numUsers, (userIndex) => ({
      pairs: { userIndex, itemIndex: none },
      vector: (rows) => vectors.ofRequest(rows),
    }));
    const items = await this.#vectorsOf(dimensions.numItems, (itemIndex) => ({
      pairs: { userIndex: none, itemIndex },
      vector: (rows) => vectors.ofItem(rows),
    }));
    this.#held = new DotProducts({ dim: items.length / dimensions.numItems, users, items });
    return this.#held;
  }

  /** @returns [count, dim] */
  async #vectorsOf(count: number, side: (index: Int32Array) => Side): Promise<Float32Array> {
    const { tables, read } = this.options;
    let all = new Float32Array(0);
    for (let start = 0; start < count; start += rowsPerPass) {
      const length = Math.min(rowsPerPass, count - start);
      const { pairs, vector } = side(Int32Array.from({ length }, (_, row) => start + row));
      const made = tf.tidy(() => vector(gatherRows(tables, read(pairs)))); // [length, dim]
      const dim = made.shape[1];
      if (all.length === 0) all = new Float32Array(count * dim);
      all.set((await made.data()) as Float32Array, start * dim);
      made.dispose();
    }
    return all;
  }
}

interface Side {
  readonly pairs: Pairs;
  vector(rows: GatheredRows<string>): tf.Tensor2D;
}

const none = new Int32Array(0);
