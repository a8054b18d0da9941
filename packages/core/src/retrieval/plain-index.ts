import { checkIndices } from "./checked-scores.js";
import type { ItemIndex, SearchManyOptions, SearchOptions } from "./item-index.js";
import { ascending } from "./item-lists.js";
import { countItems, type ItemVectors } from "./item-panels.js";
import { plainScores } from "./score-dot-products.js";
import { checkQueries } from "./search-panels.js";
import { type Recommendation, topK } from "./top-k.js";

/** Scores every item in plain TypeScript: the twin of the kernels, and what serves where there is no SIMD. */
export class PlainIndex implements ItemIndex {
  readonly kind = "exact";
  readonly numItems: number;

  constructor(private readonly vectors: ItemVectors) {
    this.numItems = countItems(vectors);
  }

  get dim(): number {
    return this.vectors.dim;
  }

  search(query: Float32Array, k: number, { exclude, candidates }: SearchOptions = {}): Recommendation[] {
    const { dim, vectors } = this;
    checkQueries(query, dim, 1);
    const scores = plainScores(vectors, { dim, values: query });
    if (!candidates) return topK(scores, k, { excluded: exclude });
    checkIndices("itemIndex", candidates, this.numItems);
    const items = ascending(candidates);
    const own = Float32Array.from(items, (item) => scores[item] as number);
    return topK(own, k, { excluded: exclude, items });
  }

  searchMany(queries: Float32Array, k: number, { exclude }: SearchManyOptions = {}): Recommendation[][] {
    const { dim } = this;
    checkQueries(queries, dim);
    return Array.from({ length: queries.length / dim }, (_, query) =>
      this.search(queries.subarray(query * dim, (query + 1) * dim), k, { exclude: exclude?.(query) }),
    );
  }

  dispose(): void {}
}
