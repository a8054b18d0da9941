import type { Recommendation } from "./top-k.js";

/** How an index is searched. */
export interface SearchOptions {
  /** Items not to return. Any order, repeats allowed. */
  readonly exclude?: Int32Array | undefined;
  /** The only items to consider. Any order, repeats allowed. Unset: all. */
  readonly candidates?: Int32Array | undefined;
}

/** How an index is searched for many queries. */
export interface SearchManyOptions {
  /** Items not to return for each query, by its row; any order, repeats allowed. */
  readonly exclude?: ((query: number) => Int32Array | undefined) | undefined;
}

/** Items to be searched by dot product. Holds memory of the kernels: must be disposed of. */
export interface ItemIndex<
  One extends SearchOptions = SearchOptions,
  Many extends SearchManyOptions = SearchManyOptions,
> {
  /** How it searches. */
  readonly kind: ItemIndexKind;
  readonly dim: number;
  readonly numItems: number;
  /**
   * The k items of the highest query · item + bias of the item, best first; of equal scores the lowest itemIndex
   * first. Fewer where fewer remain.
   *
   * @param query [dim]
   * @throws InvalidConfigError for a k below 1 or a query of another length, UnknownIdError for a candidate that is no
   *   item, InvalidScoreError for a NaN score
   */
  search(query: Float32Array, k: number, options?: One): Recommendation[];
  /**
   * `search` for each query, on all threads of the index.
   *
   * @param queries [n, dim], row-major
   */
  searchMany(queries: Float32Array, k: number, options?: Many): Recommendation[][];
  /** Frees the memory of the index, which is unusable afterwards. */
  dispose(): void;
}

/** exact: all items in float32. quantised: all in int8, the best again in float32. approximate: the likely clusters. */
export type ItemIndexKind = "exact" | "quantised" | "approximate";
