import { loadKernels } from "../kernels/load-kernels.js";
import { ExactIndex } from "./exact-index.js";
import type { ItemIndex, ItemIndexKind } from "./item-index.js";
import type { ItemVectors } from "./item-panels.js";
import { PlainIndex } from "./plain-index.js";

export interface CreateItemIndexOptions {
  readonly kind: ItemIndexKind;
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
}

/**
 * An index of `vectors`, which it copies.
 *
 * @throws InvalidConfigError for arrays whose lengths disagree
 */
export async function createItemIndex(
  vectors: ItemVectors,
  { threads }: CreateItemIndexOptions,
): Promise<ItemIndex> {
  const kernels = await loadKernels({ threads });
  return kernels ? new ExactIndex(kernels, vectors) : new PlainIndex(vectors);
}
