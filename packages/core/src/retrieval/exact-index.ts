import type { Kernels } from "../kernels/load-kernels.js";
import type { ItemIndex, SearchManyOptions, SearchOptions } from "./item-index.js";
import { ItemPanels, type ItemVectors } from "./item-panels.js";
import { checkQueries, searchManyPanels, searchPanels } from "./search-panels.js";
import type { Recommendation } from "./top-k.js";

/** Scores every item in float32. */
export class ExactIndex implements ItemIndex {
  readonly kind = "exact";
  readonly #panels: ItemPanels;

  constructor(
    private readonly kernels: Kernels,
    vectors: ItemVectors,
  ) {
    this.#panels = new ItemPanels(kernels.memory, vectors);
  }

  get dim(): number {
    return this.#panels.dim;
  }

  get numItems(): number {
    return this.#panels.numItems;
  }

  search(query: Float32Array, k: number, options: SearchOptions = {}): Recommendation[] {
    return searchPanels(this.kernels, this.#panels, { ...options, query, k });
  }

  searchMany(queries: Float32Array, k: number, options: SearchManyOptions = {}): Recommendation[][] {
    checkQueries(queries, this.dim);
    const rows = { dim: this.dim, values: queries };
    return searchManyPanels(this.kernels, this.#panels, { ...options, queries: rows, k });
  }

  dispose(): void {
    this.#panels.free();
  }
}
