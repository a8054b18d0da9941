// The grid that stochastic gradients go over in parallel: user blocks × item blocks, whose cells hold the rows of the
// data. In a round each user block is with another item block, so that no two chunks touch the same vector; items are
// dealt into blocks anew each epoch, so that in the end every two items meet. As LIBMF schedules (Zhuang et al., A fast
// parallel SGD for matrix factorization in shared memory systems, RecSys 2013).
import { below, GOLDEN, mix } from "./random";

/** One round over the grid. Chunk c is user block c. */
@unmanaged
export class SgdJob {
  /** [rows] each: by user block, and within it by item block once `sgdDeal` has run. Users by their place among the
   * blocks; values where the loss reads them. */
  rowUsers: usize;
  rowItems: usize;
  rowValues: usize;
  /** [blocks² + 1]: where cells begin, by user block, then by item block */
  cellOffsets: usize;
  /** [blocks + 1]: the place of the first user of each block */
  userStarts: usize;
  /** [items]: items in the epoch's order, whose even pieces are the item blocks; and where in it each item is */
  itemOrder: usize;
  itemPosition: usize;
  /** Rows of vectors, as sgd-rows.ts lays them out. */
  users: usize;
  items: usize;
  /** Scratch of each chunk: a cell's fields, then its table of known pairs. */
  scratch: usize;
  /** [blocks, 2] of f64: the sum of the losses of the round, and their number */
  losses: usize;
  blocks: i32;
  numItems: i32;
  /** In the round, user block c is with item block (c + round) mod blocks. In dealing: the first user block. */
  round: i32;
  /** A round is taken in slices: this is slice `slice` of `slices`. */
  slice: i32;
  slices: i32;
  seed: u32;
  scratchBytes: i32;
  vectorBytes: i32;
  strideBytes: i32;
  /** 1 for Adagrad's steps, 0 for steps of learningRate */
  adagrad: i32;
  /** 1 where users have a bias too */
  userBias: i32;
  /** 1 for the hinge instead of BPR's loss */
  hinge: i32;
  numNegatives: i32;
  /** Of WARP: how many negatives it draws for one that violates the margin. */
  maxTrials: i32;
  learningRate: f32;
  /** 1 / the vectors' length, which makes a sum of squares their mean */
  inverseDim: f32;
  l2: f32;
  biasL2: f32;
}

/** A cell that is worked on. Lies in its chunk's scratch. */
@unmanaged
export class Cell {
  /** Its rows: `count` from `start`. */
  start: i32;
  count: i32;
  userStart: u32;
  /** Its items: `itemCount` of the order, from `itemStart`. */
  itemStart: u32;
  itemCount: u32;
  key: u32;
  /** Of the table of known pairs: where it begins, its size less one, and 32 less the bits of its size. */
  table: usize;
  mask: u32;
  shift: u32;
}

const CELL_BYTES: usize = 64;
/** Draws that may hit known pairs before a negative is given up. */
const MAX_DRAWS: u32 = 32;

// @ts-ignore: decorator
@inline
function at(array: usize, index: i32): usize {
  return array + (<usize>index << 2);
}

/** The first position in the order of item block `block`. */
// @ts-ignore: decorator
@inline
function blockStart(block: i32, j: SgdJob): u32 {
  return (<u32>block * <u32>j.numItems + <u32>j.blocks - 1) / <u32>j.blocks;
}

// @ts-ignore: decorator
@inline
function blockOf(j: SgdJob, item: i32): i32 {
  const position = load<u32>(at(j.itemPosition, item));
  return <i32>((position * <u32>j.blocks) / <u32>j.numItems);
}

/**
 * Deals the rows of a user block into its cells by where the epoch's order has their items, in their order within a
 * cell, and writes the cells' offsets. Chunk c is user block `round` + c; its scratch holds `blocks` counters, then a
 * copy of its rows.
 */
export function sgdDeal(job: usize, chunk: i32): void {
  const j = changetype<SgdJob>(job);
  const blocks = j.blocks;
  const offsets = at(j.cellOffsets, (j.round + chunk) * blocks);
  const next = j.scratch + <usize>chunk * <usize>j.scratchBytes;
  const first = load<i32>(offsets);
  // The offset of the next user block is not written here: another chunk reads it.
  const rows = load<i32>(at(offsets, blocks)) - first;
  const bytes = <usize>rows << 2;
  const users = at(next, blocks);
  const items = users + bytes;
  const values = items + bytes;
  memory.copy(users, at(j.rowUsers, first), bytes);
  memory.copy(items, at(j.rowItems, first), bytes);
  if (j.rowValues) memory.copy(values, at(j.rowValues, first), bytes);
  memory.fill(next, 0, <usize>blocks << 2);
  for (let row = 0; row < rows; row++) {
    const count = at(next, blockOf(j, load<i32>(at(items, row))));
    store<i32>(count, load<i32>(count) + 1);
  }
  let start = first;
  for (let block = 0; block < blocks; block++) {
    const count = load<i32>(at(next, block));
    if (block > 0) store<i32>(at(offsets, block), start);
    store<i32>(at(next, block), start);
    start += count;
  }
  for (let row = 0; row < rows; row++) {
    const item = load<i32>(at(items, row));
    const slot = at(next, blockOf(j, item));
    const to = load<i32>(slot);
    store<i32>(slot, to + 1);
    store<i32>(at(j.rowUsers, to), load<i32>(at(users, row)));
    store<i32>(at(j.rowItems, to), item);
    if (j.rowValues) store<f32>(at(j.rowValues, to), load<f32>(at(values, row)));
  }
}

// @ts-ignore: decorator
@inline
function swapRows(j: SgdJob, a: i32, b: i32): void {
  swap(at(j.rowUsers, a), at(j.rowUsers, b));
  swap(at(j.rowItems, a), at(j.rowItems, b));
  if (j.rowValues) swap(at(j.rowValues, a), at(j.rowValues, b));
}

// @ts-ignore: decorator
@inline
function swap(a: usize, b: usize): void {
  const held = load<i32>(a);
  store<i32>(a, load<i32>(b));
  store<i32>(b, held);
}

/** The cell of user block `chunk` in this round. In the first slice the table of its known pairs is filled. */
export function openCell(j: SgdJob, chunk: i32): Cell {
  const scratch = j.scratch + <usize>chunk * <usize>j.scratchBytes;
  const cell = changetype<Cell>(scratch);
  const block = (chunk + j.round) % j.blocks;
  const offset = at(j.cellOffsets, chunk * j.blocks + block);
  cell.start = load<i32>(offset);
  cell.count = load<i32>(offset, 4) - cell.start;
  cell.userStart = load<u32>(at(j.userStarts, chunk));
  cell.itemStart = blockStart(block, j);
  cell.itemCount = blockStart(block + 1, j) - cell.itemStart;
  cell.key = mix(j.seed + <u32>(chunk * j.blocks + block + 1) * GOLDEN);
  cell.table = scratch + CELL_BYTES;
  // Less than half full.
  cell.shift = <u32>clz<i32>(cell.count | 1) - 1;
  cell.mask = (1 << (32 - cell.shift)) - 1;
  return cell;
}

/** Fills the table of the cell's known pairs: an open-addressing set of pair + 1. */
export function fillTable(j: SgdJob, cell: Cell): void {
  memory.fill(cell.table, 0, (<usize>cell.mask + 1) << 2);
  const end = cell.start + cell.count;
  for (let row = cell.start; row < end; row++) {
    const position = load<u32>(at(j.itemPosition, load<i32>(at(j.rowItems, row)))) - cell.itemStart;
    const entry = (load<u32>(at(j.rowUsers, row)) - cell.userStart) * cell.itemCount + position + 1;
    let slot = slotOf(cell, entry);
    while (load<u32>(slot) != 0 && load<u32>(slot) != entry) slot = nextSlot(cell, slot);
    store<u32>(slot, entry);
  }
}

// @ts-ignore: decorator
@inline
function slotOf(cell: Cell, entry: u32): usize {
  return cell.table + (<usize>((entry * GOLDEN) >> cell.shift) << 2);
}

// @ts-ignore: decorator
@inline
function nextSlot(cell: Cell, slot: usize): usize {
  return cell.table + (<usize>((<u32>((slot - cell.table) >> 2) + 1) & cell.mask) << 2);
}

// @ts-ignore: decorator
@inline
function isKnown(cell: Cell, entry: u32): bool {
  let slot = slotOf(cell, entry);
  let found = load<u32>(slot);
  while (found != 0 && found != entry) {
    slot = nextSlot(cell, slot);
    found = load<u32>(slot);
  }
  return found != 0;
}

/** How many rows of the cell are left to visit when the slice begins. */
// @ts-ignore: decorator
@inline
export function rowsBefore(j: SgdJob, cell: Cell, slice: i32): i32 {
  return cell.count - <i32>((<i64>cell.count * slice) / j.slices);
}

/** Draws one of the first `left` rows and puts it last among them: Fisher and Yates's shuffle, a step at a time. */
// @ts-ignore: decorator
@inline
export function takeRow(j: SgdJob, cell: Cell, left: i32): i32 {
  const drawn = <i32>below(mix(cell.key + <u32>left * GOLDEN), <u32>left);
  const row = cell.start + left - 1;
  swapRows(j, cell.start + drawn, row);
  return row;
}

// @ts-ignore: decorator
@inline
export function userOf(j: SgdJob, row: i32): u32 {
  return load<u32>(at(j.rowUsers, row));
}

// @ts-ignore: decorator
@inline
export function itemOf(j: SgdJob, row: i32): u32 {
  return load<u32>(at(j.rowItems, row));
}

// @ts-ignore: decorator
@inline
export function valueOf(j: SgdJob, row: i32): f32 {
  return load<f32>(at(j.rowValues, row));
}

/** The key of the draws of a row's negative `n`. */
// @ts-ignore: decorator
@inline
export function negativeKey(cell: Cell, sample: i32): u32 {
  return mix(~cell.key + <u32>sample * GOLDEN);
}

/** The item of a draw, or −1 where the user is known to have it. */
// @ts-ignore: decorator
@inline
export function drawItem(j: SgdJob, cell: Cell, user: u32, draw: u32): i32 {
  const position = below(mix(draw), cell.itemCount);
  if (isKnown(cell, (user - cell.userStart) * cell.itemCount + position + 1)) return -1;
  return load<i32>(at(j.itemOrder, <i32>(cell.itemStart + position)));
}

/** A negative for the user from the cell's items, uniform; −1 where the draws hit known pairs alone. */
// @ts-ignore: decorator
@inline
export function drawNegative(j: SgdJob, cell: Cell, user: u32, key: u32): i32 {
  for (let draw: u32 = 0; draw < MAX_DRAWS; draw++) {
    const item = drawItem(j, cell, user, key + draw * GOLDEN);
    if (item >= 0) return item;
  }
  return -1;
}

// @ts-ignore: decorator
@inline
export function writeLoss(j: SgdJob, chunk: i32, sum: f64, count: i32): void {
  const losses = j.losses + (<usize>chunk << 4);
  store<f64>(losses, sum, 0);
  store<f64>(losses, <f64>count, 8);
}
