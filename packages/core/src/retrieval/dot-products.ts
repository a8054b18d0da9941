import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { countItems, ItemPanels, type ItemVectors } from "./item-panels.js";
import { plainScores, scorePanels } from "./score-dot-products.js";
import type { Rows } from "./user-quads.js";

/** Vectors and biases whose dot products are scores: score(u, i) = user u · item i + bias of u + bias of i. */
export interface DotProductVectors extends ItemVectors {
  /** [numUsers, dim], row-major */
  readonly users: Float32Array;
  /** [numUsers]; none unless given */
  readonly userBias?: Float32Array | undefined;
}

/** Whose products to compute. */
export interface ScoreVectorsOptions {
  /** [n] added to all scores of a user; none unless given */
  readonly biases?: Float32Array | undefined;
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
}

/**
 * The scores of a dot-product model, at the speed of the kernels. What a model returns from `dotProducts`, so that
 * retrieval and evaluation need no array of all scores.
 *
 * Holds a copy of the items in the kernels' memory from the first use until `release`. The vectors stay their
 * owner's: whoever writes to them calls `release` afterwards, and so does whoever disposes of them.
 */
export class DotProducts {
  #panels: ItemPanels | undefined;

  constructor(readonly vectors: DotProductVectors) {}

  get numUsers(): number {
    return this.vectors.users.length / this.vectors.dim;
  }

  get numItems(): number {
    return countItems(this.vectors);
  }

  /** The items as the kernels read them; they belong to this object, until `release`. */
  panels(kernels: Kernels): ItemPanels {
    this.#panels ??= new ItemPanels(kernels.memory, this.vectors);
    return this.#panels;
  }

  /**
   * Scores of the whole catalogue.
   *
   * @param userIndex [n]
   * @returns [n, numItems], row-major
   */
  async scoreCatalogue(
    userIndex: Int32Array,
    options: { threads?: number | undefined } = {},
  ): Promise<Float32Array> {
    const { dim, users, userBias } = this.vectors;
    const scores = await this.#score({ dim, values: users, index: userIndex }, options.threads);
    if (userBias)
      addBiases(
        scores,
        Float32Array.from(userIndex, (user) => userBias[user] as number),
      );
    return scores;
  }

  /**
   * Scores of the whole catalogue for users given by their vectors: what folding in ends with.
   *
   * @param vectors [n, dim], row-major
   * @returns [n, numItems], row-major
   */
  async scoreVectors(vectors: Float32Array, options: ScoreVectorsOptions = {}): Promise<Float32Array> {
    const scores = await this.#score({ dim: this.vectors.dim, values: vectors }, options.threads);
    if (options.biases) addBiases(scores, options.biases);
    return scores;
  }

  /** Gives the kernels' memory back; the next use copies the items anew. */
  release(): void {
    this.#panels?.free();
    this.#panels = undefined;
  }

  async #score(users: Rows, threads: number | undefined): Promise<Float32Array> {
    const kernels = await loadKernels({ threads });
    return kernels ? scorePanels(kernels, this.panels(kernels), users) : plainScores(this.vectors, users);
  }
}

function addBiases(scores: Float32Array, biases: Float32Array): void {
  if (biases.length === 0) return;
  const numItems = scores.length / biases.length;
  for (const [row, bias] of biases.entries()) {
    for (let at = row * numItems; at < (row + 1) * numItems; at++) scores[at] = (scores[at] as number) + bias;
  }
}
