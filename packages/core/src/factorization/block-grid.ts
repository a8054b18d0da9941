import type { Interactions } from "../data/interactions.js";

/**
 * A grid of user blocks × item blocks over the rows of the data. A matter of the data alone, since it decides the order
 * of updates: any number of threads gives the same result.
 */
export interface BlockGrid {
  /** Of users, and as many of items. */
  readonly blocks: number;
  /** [blocks + 1] the first user of each block; blocks have about equally many rows */
  readonly userStarts: Int32Array;
  /** [blocks + 1] the first row of each block, when rows are ordered by block */
  readonly rowStarts: Int32Array;
}

/** Rows a cell should have: enough that a task outweighs its start, few enough that a cell's vectors stay in cache. */
const rowsPerCell = 4096;
/** Negatives come from one item block at a time: it must offer a choice. */
const itemsPerBlock = 64;
const maxBlocks = 64;

export function blockGrid(data: Interactions): BlockGrid {
  const { numUsers, numItems, length } = data;
  const wanted = Math.floor(Math.sqrt(length / rowsPerCell));
  let blocks = Math.max(1, Math.min(maxBlocks, wanted, Math.floor(numItems / itemsPerBlock), numUsers));
  // A cell names its pairs by 32-bit numbers.
  while (Math.ceil(numItems / blocks) * numUsers >= 2 ** 32 && blocks < numItems) blocks++;
  const counts = new Int32Array(numUsers);
  for (const user of data.userIndex) counts[user] = (counts[user] as number) + 1;
  const userStarts = new Int32Array(blocks + 1);
  const rowStarts = new Int32Array(blocks + 1);
  let user = 0;
  let rows = 0;
  for (let block = 1; block <= blocks; block++) {
    const end = block === blocks ? length : Math.round((length * block) / blocks);
    while (user < numUsers && rows < end) rows += counts[user++] as number;
    userStarts[block] = user;
    rowStarts[block] = rows;
  }
  userStarts[blocks] = numUsers;
  return { blocks, userStarts, rowStarts };
}

/** Where the rows are written, ordered by user block. */
export interface GridRows {
  /** [rows] each */
  readonly users: Int32Array;
  readonly items: Int32Array;
  /** Undefined where values do not matter. */
  readonly values: Float32Array | undefined;
}

/** Writes the rows by user block, in their order within it. `valueOffset` is taken off the values. */
export function writeRows(data: Interactions, grid: BlockGrid, rows: GridRows, valueOffset = 0): void {
  const next = grid.rowStarts.slice();
  const blockOfUser = new Int32Array(data.numUsers);
  for (let block = 0; block < grid.blocks; block++) {
    blockOfUser.fill(block, grid.userStarts[block], grid.userStarts[block + 1]);
  }
  for (let i = 0; i < data.length; i++) {
    const user = data.userIndex[i] as number;
    const block = blockOfUser[user] as number;
    const row = next[block] as number;
    next[block] = row + 1;
    rows.users[row] = user;
    rows.items[row] = data.itemIndex[i] as number;
    if (rows.values) rows.values[row] = (data.value[i] as number) - valueOffset;
  }
}

/** The first position of an item block in the epoch's order of items. */
export function itemBlockStart(block: number, blocks: number, numItems: number): number {
  return Math.ceil((block * numItems) / blocks);
}

/** The bytes a chunk needs beside its rows: a cell's fields and its table of known pairs. */
export function scratchBytes(cellOffsets: Int32Array, blocks: number): number {
  let largest = 0;
  for (let cell = 0; cell + 1 < cellOffsets.length; cell++) {
    largest = Math.max(largest, (cellOffsets[cell + 1] as number) - (cellOffsets[cell] as number));
  }
  // The kernel's table is the power of two above twice the rows.
  return Math.max(64 + 4 * 2 ** (33 - Math.clz32(largest | 1)), Math.ceil(blocks / 16) * 64);
}
