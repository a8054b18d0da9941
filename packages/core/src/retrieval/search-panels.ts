import { InvalidConfigError } from "../errors/errors.js";
import { Held } from "../kernels/held.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { checkIndices } from "./checked-scores.js";
import type { SearchManyOptions, SearchOptions } from "./item-index.js";
import { ascending, copyLists } from "./item-lists.js";
import type { ItemPanels } from "./item-panels.js";
import type { Recommendation } from "./top-k.js";
import { checkK, TopLists } from "./top-lists.js";
import { countRows, packQuads, quadSize, type Rows, sliceRows } from "./user-quads.js";

/** Users of a chunk, in quads: enough to meet a block of items often, few enough to keep all threads busy. */
const quadsPerChunk = 4;
/** Queries whose lists are in the kernels' memory at once. */
const blockQueries = 4096;
/** Bytes in which the kernels hold the scores of one step. */
export const scratchBytes = 128;

/** One query, with what it takes in the kernels' memory. */
export interface PanelSearch extends SearchOptions {
  /** [dim] */
  readonly query: Float32Array;
  readonly k: number;
  /** [numItems] where each item lies, of panels in another order than that of the items */
  readonly positionOf?: Int32Array | undefined;
  /** Named where a score is NaN. */
  readonly userIndex?: number | undefined;
}

/**
 * The best items of one query among all panels, on this thread.
 *
 * @throws as `ItemIndex.search`
 */
export function searchPanels(kernels: Kernels, panels: ItemPanels, search: PanelSearch): Recommendation[] {
  const { query, k, exclude, candidates, positionOf, userIndex } = search;
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
      const allowed = held.keep(memory.copyOf(ascending(positions(candidates, positionOf))));
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
  search: ManySearch,
): Recommendation[][] {
  const { queries, exclude, userOf } = search;
  const lists: Recommendation[][] = [];
  for (let start = 0; start < countRows(queries); start += blockQueries) {
    const found = findMany(kernels, panels, {
      ...search,
      queries: sliceRows(queries, start, blockQueries),
      exclude: exclude && ((query) => exclude(start + query)),
    });
    try {
      for (let query = 0; query < found.count; query++) {
        lists.push(found.read(query, userOf?.(start + query)));
      }
    } finally {
      found.free();
    }
  }
  return lists;
}

/** The lists of `searchManyPanels`, of at most some 10,000 queries, where the kernel wrote them; the caller frees them. */
export function findMany(
  kernels: Kernels,
  panels: ItemPanels,
  { queries, k, exclude }: ManySearch,
): TopLists {
  checkK(k);
  const { memory } = kernels;
  const { dim, numItems } = panels;
  const count = countRows(queries);
  const capacity = Math.min(k, numItems);
  const chunks = Math.ceil(count / quadSize / quadsPerChunk);
  const found = new TopLists(memory, capacity, count);
  const held = new Held();
  try {
    const quads = held.keep(packQuads(memory, queries));
    const excluded = held.keep(copyLists(memory, count, exclude ?? (() => undefined)));
    const scratch = held.keep(memory.uint8(scratchBytes * chunks));
    kernels.run("topPanels", {
      chunks,
      integers: [
        ...[quads.pointer, panels.items.pointer, panels.bias.pointer, panels.ids.pointer],
        ...[excluded.offsets.pointer, excluded.items.pointer, found.pointer, scratch.pointer],
        ...[count, panels.numPanels, dim, capacity, quadsPerChunk, panels.panelsPerBlock],
      ],
    });
    return found;
  } catch (error) {
    found.free();
    throw error;
  } finally {
    held.free();
  }
}

function positions(items: Int32Array, positionOf: Int32Array | undefined): Int32Array {
  return positionOf ? items.map((item) => positionOf[item] as number) : items;
}

/** @throws InvalidConfigError unless there are `count` queries of the index's length, or any number of them */
export function checkQueries(queries: Float32Array, dim: number, count = queries.length / dim): void {
  if (!Number.isInteger(count) || queries.length !== count * dim)
    throw new InvalidConfigError(`A query has ${dim} numbers here, and ${queries.length} were given.`);
}

const none = new Int32Array();
