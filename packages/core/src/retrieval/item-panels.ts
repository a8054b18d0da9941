import { InvalidConfigError, InvalidScoreError } from "../errors/errors.js";
import { Held } from "../kernels/held.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";

/** Items whose score is a dot product with a query, plus a bias. */
export interface ItemVectors {
  /** Length of a vector. */
  readonly dim: number;
  /** [numItems, dim], row-major */
  readonly items: Float32Array;
  /** [numItems], added to the score of each item; none unless given */
  readonly itemBias?: Float32Array | undefined;
}

/** Items of a panel: two vectors of the processor. */
export const panelSize = 8;
/** What a kernel goes over again and again while it stays in the nearest cache. */
const blockBytes = 32_768;

/**
 * Items as the scoring kernels read them, a copy in the kernels' memory:
 *
 * ```
 * items   [panels, dim, 8]   component j of the eight items of panel p
 * bias    [panels, 8]        −∞ for padding
 * ids     [panels, 8]        which item it is, −1 for padding
 * ```
 *
 * Must be freed.
 */
export class ItemPanels {
  readonly dim: number;
  readonly numItems: number;
  readonly numPanels: number;
  readonly panelsPerBlock: number;
  readonly items: KernelArray<Float32Array>;
  readonly bias: KernelArray<Float32Array>;
  readonly ids: KernelArray<Int32Array>;

  /**
   * @param order [8 · panels] the item at each position, −1 for padding; by itemIndex unless given
   * @throws InvalidConfigError for arrays whose lengths disagree
   */
  constructor(memory: KernelMemory, vectors: ItemVectors, order = byIndex(countItems(vectors))) {
    this.dim = vectors.dim;
    this.numItems = countItems(vectors);
    this.numPanels = order.length / panelSize;
    this.panelsPerBlock = Math.max(1, Math.floor(blockBytes / (4 * panelSize * this.dim)));
    const arrays = Held.unlessThrown((held) => ({
      items: held.keep(memory.float32(order.length * this.dim)),
      bias: held.keep(memory.float32(order.length)),
      ids: held.keep(memory.copyOf(order)),
    }));
    this.items = arrays.items;
    this.bias = arrays.bias;
    this.ids = arrays.ids;
    packPanels(vectors, order, this.items.view);
    const { itemBias } = vectors;
    this.bias.view.set(
      Float32Array.from(order, (item) => (item < 0 ? Number.NEGATIVE_INFINITY : (itemBias?.[item] ?? 0))),
    );
  }

  free(): void {
    this.items.free();
    this.bias.free();
    this.ids.free();
  }
}

/** How many items there are. @throws InvalidConfigError for arrays whose lengths disagree */
export function countItems({ dim, items, itemBias }: ItemVectors): number {
  const numItems = items.length / dim;
  if (!(Number.isInteger(dim) && dim >= 1 && Number.isInteger(numItems))) {
    throw new InvalidConfigError(`${items.length} numbers are no rows of dim ${dim}.`);
  }
  if (itemBias && itemBias.length !== numItems)
    throw new InvalidConfigError(`itemBias has ${itemBias.length} numbers for ${numItems} items.`);
  return numItems;
}

/** @throws InvalidScoreError for a vector or bias that is not finite: it has no place in an index that rounds */
export function checkFinite({ dim, items, itemBias }: ItemVectors): void {
  let item = Math.floor(items.findIndex((value) => !Number.isFinite(value)) / dim);
  if (item < 0) item = itemBias?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (item < 0) return;
  throw new InvalidScoreError(
    `The vector or bias of itemIndex ${item} is not finite. The model has diverged: train it again with a lower learningRate.`,
  );
}

/** 0 … numItems − 1, padded with −1 to whole panels. */
function byIndex(numItems: number): Int32Array {
  const length = Math.ceil(numItems / panelSize) * panelSize;
  return Int32Array.from({ length }, (_, position) => (position < numItems ? position : -1));
}

function packPanels({ dim, items }: ItemVectors, order: Int32Array, into: Float32Array): void {
  for (let position = 0; position < order.length; position++) {
    const lane = position % panelSize;
    const panel = (position - lane) * dim + lane;
    const from = (order[position] as number) * dim;
    for (let j = 0; j < dim; j++) into[panel + j * panelSize] = from < 0 ? 0 : (items[from + j] as number);
  }
}
