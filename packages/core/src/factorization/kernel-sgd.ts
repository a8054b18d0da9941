import type { ParallelKernel } from "../kernels/generated/kernel-functions.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { scratchBytes, writeRows } from "./block-grid.js";
import type { EpochStart, LossSum, SgdEngine, SgdProblem, SgdRound } from "./sgd-engine.js";
import { initialSquares, type SgdLoss } from "./sgd-settings.js";

const kernelOf: Readonly<Record<SgdLoss, ParallelKernel>> = {
  squared: "sgdSquared",
  logistic: "sgdLogistic",
  bpr: "sgdPairs",
  hinge: "sgdPairs",
  warp: "sgdWarp",
};

/** Copies of rows that dealing makes at once: what a cache holds. */
const maxDealBytes = 2 ** 25;
/** Floats in a cache line: vectors fill whole ones, so that threads never write to the same. */
const line = 16;

/** One side of the factors. */
interface Side {
  readonly vectors: Float32Array;
  readonly biases: Float32Array | undefined;
  /** Which vector each row is; the rows' own order unless given. */
  readonly order?: Int32Array;
}

/** Epochs in the kernels, on all threads. */
export class KernelSgd implements SgdEngine {
  readonly #arrays: KernelArray<Float32Array | Int32Array | Float64Array>[] = [];
  readonly #rowUsers: KernelArray<Int32Array>;
  readonly #rowItems: KernelArray<Int32Array>;
  readonly #rowValues: KernelArray<Float32Array> | undefined;
  readonly #cellOffsets: KernelArray<Int32Array>;
  readonly #userStarts: KernelArray<Int32Array>;
  readonly #itemOrder: KernelArray<Int32Array>;
  readonly #itemPosition: KernelArray<Int32Array>;
  readonly #users: KernelArray<Float32Array>;
  readonly #items: KernelArray<Float32Array>;
  readonly #losses: KernelArray<Float64Array>;
  #scratch: KernelArray<Uint8Array>;
  #scratchBytes = 0;
  readonly #vectorLength: number;
  readonly #stride: number;
  #seed = 0;
  #learningRate = 0;

  constructor(
    private readonly kernels: Kernels,
    private readonly problem: SgdProblem,
  ) {
    const { data, grid, factors, rowValue } = problem;
    const { memory } = kernels;
    this.#vectorLength = Math.ceil(factors.dim / line) * line;
    this.#stride = this.#vectorLength + line;
    try {
      this.#rowUsers = this.#keep(memory.int32(data.length));
      this.#rowItems = this.#keep(memory.int32(data.length));
      this.#rowValues = rowValue ? this.#keep(memory.float32(data.length)) : undefined;
      this.#cellOffsets = this.#keep(memory.int32(grid.blocks ** 2 + 1));
      this.#userStarts = this.#keep(memory.copyOf(grid.userStarts));
      this.#itemOrder = this.#keep(memory.int32(data.numItems));
      this.#itemPosition = this.#keep(memory.int32(data.numItems));
      this.#users = this.#keep(memory.float32(data.numUsers * this.#stride));
      this.#items = this.#keep(memory.float32(data.numItems * this.#stride));
      this.#losses = this.#keep(memory.float64(2 * grid.blocks));
      this.#scratch = memory.uint8(0);
    } catch (error) {
      this.#free();
      throw error;
    }
    const rows = {
      users: this.#rowUsers.view,
      items: this.#rowItems.view,
      values: this.#rowValues?.view,
    };
    writeRows(data, grid, rows, rowValue);
    this.#load(this.#users.view, { vectors: factors.users, biases: factors.userBias, order: grid.userOrder });
    this.#load(this.#items.view, { vectors: factors.items, biases: factors.itemBias });
  }

  deal({ itemOrder, seed, learningRate }: EpochStart): void {
    const { grid } = this.problem;
    const { blocks } = grid;
    this.#seed = seed | 0;
    this.#learningRate = learningRate;
    this.#itemOrder.view.set(itemOrder);
    const positions = this.#itemPosition.view;
    for (let at = 0; at < itemOrder.length; at++) positions[itemOrder[at] as number] = at;
    const offsets = this.#cellOffsets.view;
    for (let block = 0; block <= blocks; block++) offsets[block * blocks] = grid.rowStarts[block] as number;
    this.#dealRows();
    const bytes = scratchBytes(this.#cellOffsets.view, blocks);
    this.#reserveScratch(bytes * blocks);
    this.#scratchBytes = bytes;
  }

  /** Some user blocks at a time, so that the copies of their rows stay small. */
  #dealRows(): void {
    const { blocks, rowStarts } = this.problem.grid;
    const columns = this.#rowValues ? 3 : 2;
    let rows = 0;
    for (let block = 0; block < blocks; block++) {
      rows = Math.max(rows, (rowStarts[block + 1] as number) - (rowStarts[block] as number));
    }
    const bytes = Math.ceil((4 * (blocks + columns * rows)) / 64) * 64;
    const together = Math.min(blocks, Math.max(1, Math.floor(maxDealBytes / bytes)));
    this.#reserveScratch(bytes * together);
    this.#scratchBytes = bytes;
    for (let round = 0; round < blocks; round += together) {
      const chunks = Math.min(together, blocks - round);
      this.#run("sgdDeal", { round, slice: 0, slices: 1 }, chunks);
    }
  }

  #reserveScratch(bytes: number): void {
    if (this.#scratch.length >= bytes) return;
    this.#scratch.free();
    this.#scratch = this.kernels.memory.uint8(bytes);
  }

  run(round: SgdRound): LossSum {
    this.#run(kernelOf[this.problem.settings.loss], round, this.problem.grid.blocks);
    const losses = this.#losses.view;
    let sum = 0;
    let count = 0;
    for (let block = 0; block < this.problem.grid.blocks; block++) {
      sum += losses[2 * block] as number;
      count += losses[2 * block + 1] as number;
    }
    return { sum, count };
  }

  publish(): void {
    const { factors, grid } = this.problem;
    this.#unload(this.#users.view, {
      vectors: factors.users,
      biases: factors.userBias,
      order: grid.userOrder,
    });
    this.#unload(this.#items.view, { vectors: factors.items, biases: factors.itemBias });
  }

  dispose(): void {
    this.#free();
    this.#scratch.free();
  }

  #run(kernel: ParallelKernel, { round, slice, slices }: SgdRound, chunks: number): void {
    const { data, grid, settings, factors } = this.problem;
    this.kernels.run(kernel, {
      chunks,
      integers: [
        this.#rowUsers.pointer,
        this.#rowItems.pointer,
        this.#rowValues?.pointer ?? 0,
        this.#cellOffsets.pointer,
        this.#userStarts.pointer,
        this.#itemOrder.pointer,
        this.#itemPosition.pointer,
        this.#users.pointer,
        this.#items.pointer,
        this.#scratch.pointer,
        this.#losses.pointer,
        grid.blocks,
        data.numItems,
        round,
        slice,
        slices,
        this.#seed,
        this.#scratchBytes,
        this.#vectorLength * 4,
        this.#stride * 4,
        settings.optimizer === "adagrad" ? 1 : 0,
        factors.userBias ? 1 : 0,
        settings.loss === "hinge" ? 1 : 0,
        settings.numNegatives,
        settings.maxTrials,
      ],
      floats: [this.#learningRate, 1 / factors.dim, settings.l2, settings.biasL2],
    });
  }

  /** Rows of the kernels' layout: the vector and zeros up to a whole line, then the bias and Adagrad's sums. */
  #load(rows: Float32Array, { vectors, biases, order }: Side): void {
    const { dim } = this.problem.factors;
    rows.fill(0);
    for (let row = 0, to = 0; to < rows.length; row++, to += this.#stride) {
      const own = order ? (order[row] as number) : row;
      for (let d = 0; d < dim; d++) rows[to + d] = vectors[own * dim + d] as number;
      const scalars = to + this.#vectorLength;
      rows[scalars] = biases?.[own] ?? 0;
      rows[scalars + 1] = initialSquares;
      rows[scalars + 2] = initialSquares;
    }
  }

  #unload(rows: Float32Array, { vectors, biases, order }: Side): void {
    const { dim } = this.problem.factors;
    for (let row = 0, from = 0; from < rows.length; row++, from += this.#stride) {
      const own = order ? (order[row] as number) : row;
      for (let d = 0; d < dim; d++) vectors[own * dim + d] = rows[from + d] as number;
      if (biases) biases[own] = rows[from + this.#vectorLength] as number;
    }
  }

  #keep<A extends Float32Array | Int32Array | Float64Array>(array: KernelArray<A>): KernelArray<A> {
    this.#arrays.push(array);
    return array;
  }

  #free(): void {
    for (const array of this.#arrays) array.free();
  }
}
