import { type Random, shuffle } from "../random/random.js";
import { AliasTable } from "../sampling/alias-table.js";
import type { ItemPairs } from "./skip-gram-pairs.js";

/** Blocks at most: as many threads can work at once. */
const maxBlocks = 8;
/** Negatives come from one block at a time: it must offer a choice. */
const itemsPerBlock = 64;

/**
 * Items dealt into blocks, and the noise of each: the grid of center blocks × context blocks that skip-grams are learned
 * on. A matter of the data and the seed alone, so that any number of threads gives the same result.
 */
export interface ItemGrid {
  readonly blocks: number;
  /** [observed] items with interactions, in the order whose pieces are the blocks */
  readonly itemOrder: Int32Array;
  /** [blocks + 1] where in it each block begins */
  readonly blockStarts: Int32Array;
  /** [numItems] the block of each; 0 for those without interactions, which have no pairs */
  readonly blockOf: Int32Array;
  /** [observed] by place: the chance of the own item out of 2³², as 32 bits */
  readonly noiseOwn: Int32Array;
  /** [observed] by place: the place of the other one */
  readonly noiseAlias: Int32Array;
}

export interface ItemGridOptions {
  /** [numItems] interactions */
  readonly counts: Int32Array;
  readonly noisePower: number;
  readonly random: Random;
}

/** Deals the items anew. */
export function dealItems({ counts, noisePower, random }: ItemGridOptions): ItemGrid {
  const observed = Int32Array.from(counts.keys()).filter((item) => (counts[item] as number) > 0);
  const itemOrder = shuffle(observed, random);
  const blocks = Math.max(1, Math.min(maxBlocks, Math.floor(observed.length / itemsPerBlock)));
  const blockStarts = Int32Array.from({ length: blocks + 1 }, (_, block) =>
    Math.ceil((block * observed.length) / blocks),
  );
  const blockOf = new Int32Array(counts.length);
  const noiseOwn = new Int32Array(observed.length);
  const noiseAlias = new Int32Array(observed.length);
  for (let block = 0; block < blocks; block++) {
    const [start, end] = [blockStarts[block] as number, blockStarts[block + 1] as number];
    const items = itemOrder.subarray(start, end);
    for (const item of items) blockOf[item] = block;
    const weights = Float64Array.from(items, (item) => (counts[item] as number) ** noisePower);
    const { own, alias } = new AliasTable(weights).columns;
    for (let at = 0; at < items.length; at++) {
      noiseOwn[start + at] = Math.min(2 ** 32 - 1, Math.floor((own[at] as number) * 2 ** 32));
      noiseAlias[start + at] = start + (alias[at] as number);
    }
  }
  return { blocks, itemOrder, blockStarts, blockOf, noiseOwn, noiseAlias };
}

/** Pairs by cell: those of center block c and context block d lie from `cellOffsets[c · blocks + d]`. */
export interface PairCells extends ItemPairs {
  /** [blocks² + 1] */
  readonly cellOffsets: Int32Array;
}

/** Sorts pairs into the grid's cells, in their order within a cell. */
export function intoCells({ centers, contexts }: ItemPairs, { blocks, blockOf }: ItemGrid): PairCells {
  const cellOf = (pair: number) =>
    (blockOf[centers[pair] as number] as number) * blocks + (blockOf[contexts[pair] as number] as number);
  const cellOffsets = new Int32Array(blocks * blocks + 1);
  for (let pair = 0; pair < centers.length; pair++) {
    const next = cellOf(pair) + 1;
    cellOffsets[next] = (cellOffsets[next] as number) + 1;
  }
  for (let cell = 0; cell < blocks * blocks; cell++) {
    cellOffsets[cell + 1] = (cellOffsets[cell + 1] as number) + (cellOffsets[cell] as number);
  }
  const slots = cellOffsets.slice();
  const sorted = { centers: new Int32Array(centers.length), contexts: new Int32Array(centers.length) };
  for (let pair = 0; pair < centers.length; pair++) {
    const cell = cellOf(pair);
    const slot = slots[cell] as number;
    slots[cell] = slot + 1;
    sorted.centers[slot] = centers[pair] as number;
    sorted.contexts[slot] = contexts[pair] as number;
  }
  return { ...sorted, cellOffsets };
}
