import { Held } from "../kernels/held.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { ItemIndex, SearchManyOptions, SearchOptions } from "./item-index.js";
import { ascending } from "./item-lists.js";
import { checkFinite, ItemPanels, type ItemVectors, panelSize } from "./item-panels.js";
import { quantiseQuery, quantiseRows } from "./quantise.js";
import { checkQueries, scratchBytes, searchManyPanels, searchPanels } from "./search-panels.js";
import type { Recommendation } from "./top-k.js";
import { checkK, TopLists } from "./top-lists.js";

/**
 * Scores every item in int8, and the best of those again in float32: the scores returned are exact, and an item is
 * missed only where rounding puts it below `rescored` others.
 *
 * Many queries at once are as fast in float32, where a block of items serves them all: `searchMany` is exact.
 */
export class QuantisedIndex implements ItemIndex {
  readonly kind = "quantised";
  readonly #panels: ItemPanels;
  /** [panels, pairs of components, 8, 2] */
  readonly #values: KernelArray<Int8Array>;
  /** [8 · panels], 0 for padding */
  readonly #scales: KernelArray<Float32Array>;

  /** @throws InvalidScoreError for vectors that are not finite */
  constructor(
    private readonly kernels: Kernels,
    vectors: ItemVectors,
  ) {
    checkFinite(vectors);
    const { memory } = kernels;
    const rows = quantiseRows(vectors.items, vectors.dim);
    const built = Held.unlessThrown((held) => {
      const panels = held.keep(new ItemPanels(memory, vectors));
      const values = held.keep(packPairs(memory, rows.values, vectors.dim));
      return { panels, values, scales: held.keep(memory.float32(panels.ids.length)) };
    });
    this.#panels = built.panels;
    this.#values = built.values;
    this.#scales = built.scales;
    this.#scales.view.fill(0).set(rows.scales);
  }

  get dim(): number {
    return this.#panels.dim;
  }

  get numItems(): number {
    return this.#panels.numItems;
  }

  search(query: Float32Array, k: number, options: SearchOptions = {}): Recommendation[] {
    checkK(k);
    checkQueries(query, this.dim, 1);
    const exactly = (among: SearchOptions) =>
      searchPanels(this.kernels, this.#panels, { ...options, ...among, query, k });
    // Rounding pays where there is much to read, and has no step for what is infinite.
    if (options.candidates || !query.every(Number.isFinite)) return exactly({});
    return exactly({ candidates: this.#likely(query, rescored(k), options) });
  }

  searchMany(queries: Float32Array, k: number, options: SearchManyOptions = {}): Recommendation[][] {
    checkQueries(queries, this.dim);
    const rows = { dim: this.dim, values: queries };
    return searchManyPanels(this.kernels, this.#panels, { ...options, queries: rows, k });
  }

  dispose(): void {
    this.#panels.free();
    this.#values.free();
    this.#scales.free();
  }

  /** The items of the highest rounded scores. */
  #likely(query: Float32Array, count: number, { exclude }: SearchOptions): Int32Array {
    const { memory, call } = this.kernels;
    const { bias, ids, numPanels, numItems } = this.#panels;
    const capacity = Math.min(count, numItems);
    const held = new Held();
    try {
      const { values, scale } = quantiseQuery(query);
      const steps = held.keep(memory.int32(values.length / 2));
      steps.view.set(new Int32Array(values.buffer));
      const found = held.keep(new TopLists(memory, capacity));
      const excluded = held.keep(memory.copyOf(ascending(exclude ?? none)));
      const scratch = held.keep(memory.uint8(scratchBytes));
      call.startTop(found.pointer);
      call.searchQuantised(
        ...([steps.pointer, scale, this.#values.pointer, this.#scales.pointer] as const),
        ...([bias.pointer, ids.pointer, steps.length, numPanels] as const),
        ...([excluded.pointer, excluded.length, found.pointer, capacity, scratch.pointer] as const),
      );
      return Int32Array.from(found.read(), ({ itemIndex }) => itemIndex);
    } finally {
      held.free();
    }
  }
}

/** How many items are scored again: enough that rounding rarely puts one of the best k below them. */
function rescored(k: number): number {
  return 2 * k + 16;
}

function packPairs(memory: KernelMemory, values: Int8Array, dim: number): KernelArray<Int8Array> {
  const pairs = Math.ceil(dim / 2);
  const numItems = values.length / dim;
  const numPanels = Math.ceil(numItems / panelSize);
  const packed = memory.int8(numPanels * pairs * panelSize * 2);
  const into = packed.view.fill(0);
  for (let item = 0; item < numItems; item++) {
    const lane = item % panelSize;
    const panel = ((item - lane) / panelSize) * pairs * panelSize * 2 + 2 * lane;
    for (let j = 0; j < dim; j++) {
      into[panel + (j >> 1) * panelSize * 2 + (j & 1)] = values[item * dim + j] as number;
    }
  }
  return packed;
}

const none = new Int32Array();
