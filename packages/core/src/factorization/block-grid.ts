import type { Interactions } from "../data/interactions.js";
import { type Random, shuffle } from "../random/random.js";

/**
 * A grid of user blocks × item blocks over the rows of the data. A matter of the data and the seed alone, since it
 * decides the order of updates: any number of threads gives the same result.
 *
 * Users are dealt into blocks at random: neighbours in the data are often alike, and the items that alike users
 * visit last in an epoch would end it with vectors that suit these users.
 */
export interface BlockGrid {
  /** Of users, and as many of items. */
  readonly blocks: number;
  /** [numUsers] users in the order whose pieces are the user blocks */
  readonly userOrder: Int32Array;
  /** [blocks + 1] where in that order each block begins; blocks have about equally many rows */
  readonly userStarts: Int32Array;
  /** [blocks + 1] the first row of each block, when rows are ordered by block */
  readonly rowStarts: Int32Array;
}

/** Rows a cell should have: enough that a task outweighs its start, few enough that a cell's vectors stay in cache. */
const rowsPerCell = 2048;
/** Negatives come from one item block at a time: it must offer a choice. */
const itemsPerBlock = 64;
const maxBlocks = 64;

export function blockGrid(data: Interactions, random: Random): BlockGrid {
  const { numUsers, numItems, length } = data;
  const wanted = Math.floor(Math.sqrt(length / rowsPerCell));
  let blocks = Math.max(1, Math.min(maxBlocks, wanted, Math.floor(numItems / itemsPerBlock), numUsers));
  // A cell names its pairs by 32-bit numbers.
  while (Math.ceil(numItems / blocks) * numUsers >= 2 ** 32 && blocks < numItems) blocks++;
  return gridOfBlocks(data, blocks, random);
}

/** The same with the number of blocks given. */
export function gridOfBlocks(data: Interactions, blocks: number, random: Random): BlockGrid {
  const { numUsers, length } = data;
  const userOrder = shuffle(
    Int32Array.from({ length: numUsers }, (_, user) => user),
    random,
  );
  const counts = new Int32Array(numUsers);
  for (const user of data.userIndex) counts[user] = (counts[user] as number) + 1;
  const userStarts = new Int32Array(blocks + 1);
  const rowStarts = new Int32Array(blocks + 1);
  for (let block = 1, position = 0, rows = 0; block <= blocks; block++) {
    const end = Math.round((length * block) / blocks);
    while (position < numUsers && (rows < end || block === blocks)) {
      rows += counts[userOrder[position++] as number] as number;
    }
    userStarts[block] = position;
    rowStarts[block] = rows;
  }
  return { blocks, userOrder, userStarts, rowStarts };
}

/** Where the rows are written, ordered by user block. */
export interface GridRows {
  /** [rows] each; users by their position in the grid's order */
  readonly users: Int32Array;
  readonly items: Int32Array;
  /** Undefined where values do not matter. */
  readonly values: Float32Array | undefined;
}

/** Writes the rows by user block, in their order within it, with what is made of their values. */
export function writeRows(
  data: Interactions,
  grid: BlockGrid,
  rows: GridRows,
  rowValue: (value: number) => number = (value) => value,
): void {
  const next = grid.rowStarts.slice();
  const positions = new Int32Array(data.numUsers);
  const blockOf = new Int32Array(data.numUsers);
  for (let block = 0; block < grid.blocks; block++) {
    const end = grid.userStarts[block + 1] as number;
    for (let position = grid.userStarts[block] as number; position < end; position++) {
      const user = grid.userOrder[position] as number;
      positions[user] = position;
      blockOf[user] = block;
    }
  }
  for (let i = 0; i < data.length; i++) {
    const user = data.userIndex[i] as number;
    const block = blockOf[user] as number;
    const row = next[block] as number;
    next[block] = row + 1;
    rows.users[row] = positions[user] as number;
    rows.items[row] = data.itemIndex[i] as number;
    if (rows.values) rows.values[row] = rowValue(data.value[i] as number);
  }
}

/** The first position of an item block in the epoch's order of items. */
export function itemBlockStart(block: number, blocks: number, numItems: number): number {
  return Math.ceil((block * numItems) / blocks);
}

/** The bytes a cell needs beside its rows: its fields, and the table of its known pairs. */
export function scratchBytes(cellOffsets: Int32Array, blocks: number): number {
  let largest = 0;
  for (let cell = 0; cell < blocks ** 2; cell++) {
    largest = Math.max(largest, (cellOffsets[cell + 1] as number) - (cellOffsets[cell] as number));
  }
  // The kernel's table is the power of two above twice the rows.
  return 64 + 4 * 2 ** (33 - Math.clz32(largest | 1));
}
