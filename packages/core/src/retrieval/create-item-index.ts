import { loadKernels } from "../kernels/load-kernels.js";
import {
  ApproximateIndex,
  type ApproximateOptions,
  type ApproximateSearchManyOptions,
  type ApproximateSearchOptions,
} from "./approximate-index.js";
import { ExactIndex } from "./exact-index.js";
import type { ItemIndex } from "./item-index.js";
import type { ItemVectors } from "./item-panels.js";
import { PlainIndex } from "./plain-index.js";
import { QuantisedIndex } from "./quantised-index.js";

interface ThreadOptions {
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
}

/** What an index is made of that misses no item. */
export interface CreateExactIndexOptions extends ThreadOptions {
  readonly kind: "exact" | "quantised";
}

/** What an index is made of that may miss items. */
export interface CreateApproximateIndexOptions extends ThreadOptions, ApproximateOptions {
  readonly kind: "approximate";
}

/**
 * An index of `vectors`, which it copies. Where the runtime has no WebAssembly SIMD it is an exact one in plain
 * TypeScript, whatever is asked for; its `kind` says so.
 *
 * @throws InvalidConfigError for arrays whose lengths disagree, or for a number of clusters or probes below 1;
 *   InvalidScoreError for vectors that are not finite, unless the index is exact
 */
export async function createItemIndex(
  vectors: ItemVectors,
  options: CreateExactIndexOptions,
): Promise<ItemIndex>;
export async function createItemIndex(
  vectors: ItemVectors,
  options: CreateApproximateIndexOptions,
): Promise<ItemIndex<ApproximateSearchOptions, ApproximateSearchManyOptions>>;
export async function createItemIndex(
  vectors: ItemVectors,
  options: CreateExactIndexOptions | CreateApproximateIndexOptions,
): Promise<ItemIndex> {
  const kernels = await loadKernels({ threads: options.threads });
  if (!kernels) return new PlainIndex(vectors);
  switch (options.kind) {
    case "exact":
      return new ExactIndex(kernels, vectors);
    case "quantised":
      return new QuantisedIndex(kernels, vectors);
    case "approximate":
      return new ApproximateIndex(kernels, vectors, options);
  }
}
