import * as tf from "@tensorflow/tfjs";
import { cut } from "../backend/simd/chunks.js";
import type { SimdBackend } from "../backend/simd/simd-backend.js";
import { Held } from "../kernels/held.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Batch } from "../sampling/batch.js";
import type { EmbeddingTable, TableSide } from "./embedding-table.js";
import {
  type EmbeddingTraining,
  type EmbeddingTrainingOptions,
  type LeafRows,
  rowIndexOf,
} from "./embedding-training.js";
import { type KernelRule, optimizers } from "./optimizers.js";

interface TrainedTable {
  readonly name: string;
  readonly table: EmbeddingTable;
  readonly weights: KernelArray<Float32Array>;
  readonly states: readonly KernelArray<Float32Array>[];
}

/**
 * By kernels, with the tables in the memory of the `simd` backend: rows are copied from table to tensor, and gradients
 * are read where the backend left them. A step costs what the batch costs, whatever the size of the tables.
 */
export class KernelEmbeddingTraining implements EmbeddingTraining {
  readonly #held: Held;
  readonly #tables: readonly TrainedTable[];
  readonly #groups: ReadonlyMap<TableSide, RowGroups>;
  readonly #rule: KernelRule;
  #step = 0;

  constructor(
    private readonly backend: SimdBackend,
    private readonly options: EmbeddingTrainingOptions,
  ) {
    const { memory } = backend.kernels;
    this.#rule = optimizers[options.optimizer].kernel;
    const sides = new Map(Array.from(options.tables.values(), ({ spec, numRows }) => [spec.side, numRows]));
    const { held, tables, groups } = Held.unlessThrown((all) => ({
      held: all,
      tables: Array.from(options.tables, ([name, table]) => {
        const weights = table.lend(memory);
        all.keep({ free: () => table.takeBack() });
        const states = this.#rule.initialStates.map((value) => {
          const state = all.keep(memory.float32(weights.length));
          state.view.fill(value);
          return state;
        });
        return { name, table, weights, states };
      }),
      groups: new Map(
        Array.from(sides, ([side, numRows]) => [side, all.keep(new RowGroups(memory, numRows))] as const),
      ),
    }));
    this.#held = held;
    this.#tables = tables;
    this.#groups = groups;
  }

  gather(batch: Batch): LeafRows {
    for (const [side, groups] of this.#groups) {
      groups.setBatch({ user: batch.userIndex, item: batch.itemIndex }[side]);
    }
    const leaves: Record<string, tf.Tensor2D> = {};
    for (const { name, table, weights } of this.#tables) {
      const count = rowIndexOf(table, batch).length;
      const dim = table.embeddingDim;
      const { info, pointer } = this.backend.output([count, dim]);
      const { chunks, size } = cut(count, dim);
      const integers = [weights.pointer, this.#groupsOf(table).rowIndex, pointer, count, dim, size];
      this.backend.kernels.run("gatherRows", { chunks, integers });
      leaves[name] = tf.engine().makeTensorFromTensorInfo(info, this.backend) as tf.Tensor2D;
    }
    return leaves;
  }

  async update(
    batch: Batch,
    _leaves: LeafRows,
    gradients: Readonly<Record<string, tf.Tensor>>,
  ): Promise<void> {
    const { kernels } = this.backend;
    this.#step++;
    for (const groups of this.#groups.values()) groups.group(kernels.call.groupByRow);
    for (const { name, table, weights, states } of this.#tables) {
      const gradient = this.backend.pointerOf(gradients[name] as tf.Tensor);
      const { rows, starts, entries, distinct } = this.#groupsOf(table);
      const dim = table.embeddingDim;
      const batchSize = rowIndexOf(table, batch).length;
      const [first, second] = states.map(({ pointer }) => pointer);
      const { chunks, size } = cut(distinct, dim * (2 + states.length));
      kernels.run("updateRows", {
        chunks,
        integers: [
          ...[weights.pointer, first ?? weights.pointer, second ?? weights.pointer, gradient],
          ...[rows, starts, entries, distinct, dim, this.#rule.kind, size],
        ],
        floats: [
          this.options.learningRate,
          (2 * table.spec.l2) / batchSize,
          ...this.#rule.constants(this.#step),
        ],
      });
    }
  }

  dispose(): void {
    this.#held.free();
  }

  #groupsOf(table: EmbeddingTable): RowGroups {
    return this.#groups.get(table.spec.side) as RowGroups;
  }
}

/** Which entries of a batch read which row of one side's tables. */
class RowGroups {
  readonly #slotOf: KernelArray<Int32Array>;
  #buffers: KernelArray<Int32Array>[] = [];
  #length = 0;
  #distinct = 0;

  constructor(
    private readonly memory: KernelMemory,
    numRows: number,
  ) {
    this.#slotOf = memory.int32(numRows);
    this.#slotOf.view.fill(-1);
  }

  setBatch(rowIndex: Int32Array): void {
    if ((this.#buffers[0]?.length ?? 0) < rowIndex.length) {
      this.#freeBuffers();
      const lengths = [rowIndex.length, rowIndex.length, rowIndex.length + 1, rowIndex.length];
      this.#buffers = lengths.map((length) => this.memory.int32(length));
    }
    this.#buffers[0]?.view.set(rowIndex);
    this.#length = rowIndex.length;
  }

  group(groupByRow: SimdBackend["kernels"]["call"]["groupByRow"]): void {
    const { rowIndex, rows, starts, entries } = this;
    this.#distinct = groupByRow(rowIndex, this.#length, this.#slotOf.pointer, rows, starts, entries);
  }

  /** Of the distinct rows that the last batch read. */
  get distinct(): number {
    return this.#distinct;
  }

  // Pointers to the arrays of `groupByRow`.
  get rowIndex(): number {
    return this.#pointer(0);
  }

  get rows(): number {
    return this.#pointer(1);
  }

  get starts(): number {
    return this.#pointer(2);
  }

  get entries(): number {
    return this.#pointer(3);
  }

  free(): void {
    this.#slotOf.free();
    this.#freeBuffers();
  }

  #pointer(buffer: number): number {
    return this.#buffers[buffer]?.pointer ?? 0;
  }

  #freeBuffers(): void {
    for (const buffer of this.#buffers) buffer.free();
    this.#buffers = [];
  }
}
