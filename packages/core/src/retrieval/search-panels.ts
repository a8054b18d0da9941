import { InvalidConfigError } from "../errors/errors.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { checkIndices } from "./checked-scores.js";
import { Held } from "./held.js";
import type { SearchManyOptions, SearchOptions } from "./item-index.js";
import { ascending, copyLists } from "./item-lists.js";
import type { ItemPanels } from "./item-panels.js";
import type { Recommendation } from "./top-k.js";
import { checkK, TopLists } from "./top-lists.js";
import { packQuads, quadSize, type Rows } from "./user-quads.js";

/** Users of a chunk, in quads: enough to meet a block of items often, few enough to keep all threads busy. */
const quadsPerChunk = 4;
/** Bytes in which the kernels hold the scores of one step. */
export const scratchBytes = 128;

/** One query, with what it takes in the kernels' memory. */
export interface PanelSearch extends SearchOptions {
  /** [dim] */
  readonly query: Float32Array;
  readonly k: number;
  /** Named where a score is NaN. */
  readonly userIndex?: number | undefined;
}

/**
 * The best items of one query among all panels, on this thread. The items lie by their index.
 *
 * @throws as `ItemIndex.search`
 */
export function searchPanels(kernels: Kernels, panels: ItemPanels, search: PanelSearch): Recommendation[] {
  const { query, k, exclude, candidates, userIndex } = search;
  checkK(k);
  checkQueries(query, panels.dim, 1);
  if (candidates) checkIndices("itemIndex", candidates, panels.numItems);
  const { memory, call } = kernels;
  const capacity = Math.min(k, panels.numItems);
  const held = new Held();
  try {
    const found = held.keep(new TopLists(memory, capacity));
    const excluded = held.keep(memory.copyOf(ascending(exclude ?? none)));
    const scratch = held.keep(memory.uint8(scratchBytes)).pointer;
    const vector = held.keep(memory.copyOf(query)).pointer;
    const { items, bias, ids, dim, numPanels } = panels;
    call.startTop(found.pointer);
    const into = [excluded.pointer, excluded.length, found.pointer, capacity, scratch] as const;
    if (candidates) {
      const allowed = held.keep(memory.copyOf(ascending(candidates)));
      const among = [allowed.pointer, allowed.length] as const;
      call.searchPositions(vector, items.pointer, bias.pointer, ids.pointer, dim, ...among, ...into);
    } else {
      call.searchPanels(vector, items.pointer, bias.pointer, ids.pointer, dim, numPanels, ...into);
    }
    call.endTop(found.pointer, capacity);
    return found.read(0, userIndex);
  } finally {
    held.free();
  }
}

export interface ManySearch extends SearchManyOptions {
  readonly queries: Rows;
  readonly k: number;
  /** The user of a row, named where a score is NaN. */
  readonly userOf?: ((query: number) => number) | undefined;
}

/** `searchPanels` for many queries, four at a time, on the threads of `kernels`. */
export function searchManyPanels(
  kernels: Kernels,
  panels: ItemPanels,
  { queries, k, exclude, userOf }: ManySearch,
): Recommendation[][] {
  checkK(k);
  const { memory } = kernels;
  const { dim, numItems } = panels;
  const count = queries.index ? queries.index.length : queries.values.length / dim;
  const capacity = Math.min(k, numItems);
  const chunks = Math.ceil(count / quadSize / quadsPerChunk);
  const held = new Held();
  try {
    const quads = held.keep(packQuads(memory, queries));
    const excluded = held.keep(copyLists(memory, count, exclude ?? (() => undefined)));
    const found = held.keep(new TopLists(memory, capacity, count));
    const scratch = held.keep(memory.uint8(scratchBytes * chunks));
    kernels.run("topPanels", {
      chunks,
      integers: [
        ...[quads.pointer, panels.items.pointer, panels.bias.pointer, panels.ids.pointer],
        ...[excluded.offsets.pointer, excluded.items.pointer, found.pointer, scratch.pointer],
        ...[count, panels.numPanels, dim, capacity, quadsPerChunk, panels.panelsPerBlock],
      ],
    });
    return Array.from({ length: count }, (_, query) => found.read(query, userOf?.(query)));
  } finally {
    held.free();
  }
}

/** @throws InvalidConfigError unless there are `count` queries of the index's length, or any number of them */
export function checkQueries(queries: Float32Array, dim: number, count = queries.length / dim): void {
  if (!Number.isInteger(count) || queries.length !== count * dim)
    throw new InvalidConfigError(`A query has ${dim} numbers here, and ${queries.length} were given.`);
}

const none = new Int32Array();
