import { itemBlockStart, writeRows } from "./block-grid.js";
import { below, drawAt } from "./draws.js";
import { harmonic } from "./harmonic.js";
import { positivePull, sigmoid, softplus } from "./logistic.js";
import { PlainRows } from "./plain-rows.js";
import type { EpochStart, LossSum, SgdEngine, SgdProblem, SgdRound } from "./sgd-engine.js";
import type { SgdLoss } from "./sgd-settings.js";

/** Draws that may hit known pairs before a negative is given up. */
const maxDraws = 32;

/** A cell of the grid that is worked on. */
interface Cell {
  readonly start: number;
  readonly count: number;
  /** Its items: `itemCount` of the order, from `itemStart`. */
  readonly itemStart: number;
  readonly itemCount: number;
  readonly key: number;
  readonly known: ReadonlySet<number>;
}

/** One visit of a row: which, and how many rows of its cell are left, which numbers its draws. */
interface Visit {
  readonly row: number;
  readonly left: number;
  readonly cell: Cell;
}

/** Epochs in plain TypeScript, on this thread: what the kernels do, to be read. */
export class PlainSgd implements SgdEngine {
  readonly #rowUsers: Int32Array;
  readonly #rowItems: Int32Array;
  readonly #rowValues: Float32Array | undefined;
  readonly #cellOffsets: Int32Array;
  readonly #itemPosition: Int32Array;
  readonly #rows: PlainRows;
  readonly #visits: Readonly<Record<SgdLoss, (visit: Visit) => LossSum>> = {
    squared: (visit) => this.#squared(visit),
    logistic: (visit) => this.#logistic(visit),
    bpr: (visit) => this.#pairs(visit, bprGradient),
    hinge: (visit) => this.#pairs(visit, hingeGradient),
    warp: (visit) => this.#warp(visit),
  };
  #itemOrder = new Int32Array();
  #seed = 0;

  constructor(private readonly problem: SgdProblem) {
    const { data, grid, settings, factors, rowValue } = problem;
    this.#rowUsers = new Int32Array(data.length);
    this.#rowItems = new Int32Array(data.length);
    this.#rowValues = rowValue ? new Float32Array(data.length) : undefined;
    this.#cellOffsets = new Int32Array(grid.blocks ** 2 + 1);
    this.#itemPosition = new Int32Array(data.numItems);
    this.#rows = new PlainRows(factors, settings);
    const rows = { users: this.#rowUsers, items: this.#rowItems, values: this.#rowValues };
    writeRows(data, grid, rows, rowValue);
  }

  deal({ itemOrder, seed, learningRate }: EpochStart): void {
    this.#itemOrder = itemOrder.slice();
    this.#seed = seed;
    this.#rows.learningRate = learningRate;
    for (let at = 0; at < itemOrder.length; at++) this.#itemPosition[itemOrder[at] as number] = at;
    const { blocks, rowStarts } = this.problem.grid;
    for (let block = 0; block < blocks; block++) {
      this.#dealBlock(block, rowStarts[block] as number, rowStarts[block + 1] as number);
    }
    this.#cellOffsets[blocks * blocks] = rowStarts[blocks] as number;
  }

  /** Sorts the rows of a user block into its cells, in their order within a cell. */
  #dealBlock(userBlock: number, first: number, last: number): void {
    const { blocks } = this.problem.grid;
    const columns = [this.#rowUsers, this.#rowItems, ...(this.#rowValues ? [this.#rowValues] : [])];
    const copies = columns.map((column) => column.slice(first, last));
    const blockOf = this.#rowItems.slice(first, last).map((item) => this.#itemBlockOf(item));
    let to = first;
    for (let block = 0; block < blocks; block++) {
      this.#cellOffsets[userBlock * blocks + block] = to;
      for (let row = 0; row < blockOf.length; row++) {
        if (blockOf[row] !== block) continue;
        for (const [c, column] of columns.entries()) column[to] = copies[c]?.[row] as number;
        to++;
      }
    }
  }

  run({ round, slice, slices }: SgdRound): LossSum {
    const { grid, settings } = this.problem;
    const visitRow = this.#visits[settings.loss];
    let sum = 0;
    let count = 0;
    for (let userBlock = 0; userBlock < grid.blocks; userBlock++) {
      const cell = this.#cell(userBlock, (userBlock + round) % grid.blocks);
      const left = (reached: number) => cell.count - Math.floor((cell.count * reached) / slices);
      const end = left(slice + 1);
      for (let rows = left(slice); rows > end; rows--) {
        const row = cell.start + rows - 1;
        this.#swap(cell.start + below(drawAt(cell.key, rows), rows), row);
        const loss = visitRow({ row, left: rows, cell });
        sum += loss.sum;
        count += loss.count;
      }
    }
    return { sum, count };
  }

  /** The factors are written in place. */
  publish(): void {}

  dispose(): void {}

  #cell(userBlock: number, itemBlock: number): Cell {
    const { data, grid } = this.problem;
    const { blocks } = grid;
    const index = userBlock * blocks + itemBlock;
    const start = this.#cellOffsets[index] as number;
    const end = this.#cellOffsets[index + 1] as number;
    const itemStart = itemBlockStart(itemBlock, blocks, data.numItems);
    const known = new Set<number>();
    for (let row = start; row < end; row++) {
      known.add(this.#userOf(row) * data.numItems + (this.#rowItems[row] as number));
    }
    return {
      start,
      count: end - start,
      itemStart,
      itemCount: itemBlockStart(itemBlock + 1, blocks, data.numItems) - itemStart,
      key: drawAt(this.#seed, index + 1),
      known,
    };
  }

  #squared({ row }: Visit): LossSum {
    const user = this.#userOf(row);
    const item = this.#rowItems[row] as number;
    const error = (this.#rowValues?.[row] ?? 0) - this.#rows.score(user, item);
    this.#rows.movePoint(user, item, error);
    return { sum: error * error, count: 1 };
  }

  #logistic({ row, left, cell }: Visit): LossSum {
    const { numNegatives } = this.problem.settings;
    const user = this.#userOf(row);
    const positive = this.#rowItems[row] as number;
    const { loss, g } = positivePull(this.#rows.score(user, positive), this.#rowValues?.[row]);
    this.#rows.movePoint(user, positive, g);
    let sum = loss;
    let count = 1;
    for (let n = 0; n < numNegatives; n++) {
      const item = this.#drawNegative(cell, user, left * numNegatives + n);
      if (item < 0) continue;
      const y = this.#rows.score(user, item);
      this.#rows.movePoint(user, item, -sigmoid(y));
      sum += softplus(y);
      count++;
    }
    return { sum, count };
  }

  #pairs({ row, left, cell }: Visit, gradient: (difference: number) => { loss: number; g: number }): LossSum {
    const { numNegatives } = this.problem.settings;
    const user = this.#userOf(row);
    const positive = this.#rowItems[row] as number;
    let sum = 0;
    let count = 0;
    for (let n = 0; n < numNegatives; n++) {
      const negative = this.#drawNegative(cell, user, left * numNegatives + n);
      if (negative < 0) continue;
      const { loss, g } = gradient(this.#rows.score(user, positive) - this.#rows.score(user, negative));
      if (g > 0) this.#rows.moveApart(user, { positive, negative }, g);
      sum += loss;
      count++;
    }
    return { sum, count };
  }

  #warp({ row, left, cell }: Visit): LossSum {
    const { data, settings } = this.problem;
    const user = this.#userOf(row);
    const positive = this.#rowItems[row] as number;
    const threshold = this.#rows.score(user, positive) - 1;
    for (let draw = 0, trials = 0; draw < settings.maxTrials; draw++) {
      const negative = this.#drawItem(cell, user, { sample: left, draw });
      if (negative < 0) continue;
      trials++;
      const violation = this.#rows.score(user, negative) - threshold;
      if (violation <= 0) continue;
      const weight = harmonic(Math.max(1, Math.floor((data.numItems - 1) / trials)));
      this.#rows.moveApart(user, { positive, negative }, weight);
      return { sum: weight * violation, count: 1 };
    }
    return { sum: 0, count: 1 };
  }

  /** A negative for the user from the cell's items, uniform; −1 where the draws hit known pairs alone. */
  #drawNegative(cell: Cell, user: number, sample: number): number {
    for (let draw = 0; draw < maxDraws; draw++) {
      const item = this.#drawItem(cell, user, { sample, draw });
      if (item >= 0) return item;
    }
    return -1;
  }

  /** The item of a draw, or −1 where the user is known to have it. */
  #drawItem(cell: Cell, user: number, { sample, draw }: { sample: number; draw: number }): number {
    const position = below(drawAt(drawAt(~cell.key, sample), draw), cell.itemCount);
    const item = this.#itemOrder[cell.itemStart + position] as number;
    return cell.known.has(user * this.problem.data.numItems + item) ? -1 : item;
  }

  #userOf(row: number): number {
    return this.problem.grid.userOrder[this.#rowUsers[row] as number] as number;
  }

  #itemBlockOf(item: number): number {
    const position = this.#itemPosition[item] as number;
    return Math.floor((position * this.problem.grid.blocks) / this.problem.data.numItems);
  }

  #swap(a: number, b: number): void {
    for (const column of [this.#rowUsers, this.#rowItems, this.#rowValues]) {
      if (!column) continue;
      const held = column[a] as number;
      column[a] = column[b] as number;
      column[b] = held;
    }
  }
}

function bprGradient(difference: number): { loss: number; g: number } {
  return positivePull(difference, undefined);
}

function hingeGradient(difference: number): { loss: number; g: number } {
  return difference < 1 ? { loss: 1 - difference, g: 1 } : { loss: 0, g: 0 };
}
