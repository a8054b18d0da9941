import * as tf from "@tensorflow/tfjs";
import { cut } from "../backend/simd/chunks.js";
import type { SimdBackend } from "../backend/simd/simd-backend.js";
import { entriesOf } from "../features/bags.js";
import { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import { BagGroups } from "./bag-groups.js";
import type { EmbeddingTable, TableColumn, TableSide } from "./embedding-table.js";
import {
  bagsOf,
  type EmbeddingTraining,
  type EmbeddingTrainingOptions,
  type LeafRows,
  type Pairs,
  rowIndexOf,
} from "./embedding-training.js";
import { type KernelRule, optimizers } from "./optimizers.js";
import { RowGroups } from "./row-groups.js";

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
  /** Of the tables of ids, which read alike on each side. */
  readonly #groups: ReadonlyMap<TableSide, RowGroups>;
  /** Of the tables of features, which read alike for each column. */
  readonly #bags: ReadonlyMap<TableColumn, BagGroups>;
  readonly #rule: KernelRule;
  #learningRate: number;
  #step = 0;

  constructor(
    private readonly backend: SimdBackend,
    private readonly options: EmbeddingTrainingOptions,
  ) {
    const { memory } = backend.kernels;
    this.#learningRate = options.learningRate;
    this.#rule = optimizers[options.optimizer].kernel;
    const specs = Array.from(options.tables.values(), ({ spec, numRows }) => ({ ...spec, numRows }));
    const sides = new Map(specs.filter(({ column }) => !column).map(({ side, numRows }) => [side, numRows]));
    const columns = new Map(specs.flatMap(({ side, column }) => (column ? [[column, side] as const] : [])));
    const { held, tables, groups, bags } = Held.unlessThrown((all) => ({
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
      bags: new Map(
        Array.from(
          columns.keys(),
          (column) => [column, all.keep(new BagGroups(memory, column.numRows))] as const,
        ),
      ),
    }));
    this.#held = held;
    this.#tables = tables;
    this.#groups = groups;
    this.#bags = bags;
  }

  gather(batch: Pairs): LeafRows {
    const isSet = new Set<TableSide | TableColumn>();
    for (const { table } of this.#tables) {
      const { side, column } = table.spec;
      if (isSet.has(column ?? side)) continue;
      isSet.add(column ?? side);
      const index = rowIndexOf(table, batch);
      if (column)
        this.#bags.get(column)?.setBatch(entriesOf(bagsOf(column, batch, this.options.contextBags), index));
      else this.#groupsOf(table).setBatch(index);
    }
    const leaves: Record<string, tf.Tensor2D> = {};
    for (const { name, table, weights } of this.#tables) {
      const count = rowIndexOf(table, batch).length;
      const dim = table.embeddingDim;
      const { info, pointer } = this.backend.output([count, dim]);
      const bags = this.#bagsOf(table);
      if (bags) {
        const { chunks, size } = cut(count, dim * 2);
        const { groups, offsets, weights: entryWeights } = bags;
        const integers = [weights.pointer, offsets, groups.rowIndex, entryWeights, pointer, count, dim, size];
        this.backend.kernels.run("poolRows", { chunks, integers });
      } else {
        const { chunks, size } = cut(count, dim);
        const integers = [weights.pointer, this.#groupsOf(table).rowIndex, pointer, count, dim, size];
        this.backend.kernels.run("gatherRows", { chunks, integers });
      }
      leaves[name] = tf.engine().makeTensorFromTensorInfo(info, this.backend) as tf.Tensor2D;
    }
    return leaves;
  }

  async update(
    batch: Pairs,
    _leaves: LeafRows,
    gradients: Readonly<Record<string, tf.Tensor>>,
  ): Promise<void> {
    const { kernels } = this.backend;
    this.#step++;
    for (const groups of [...this.#groups.values(), ...this.#bags.values()])
      groups.group(kernels.call.groupByRow);
    for (const { name, table, weights, states } of this.#tables) {
      const gradient = this.backend.pointerOf(gradients[name] as tf.Tensor);
      const bags = this.#bagsOf(table);
      const { rows, starts, entries, distinct } = bags?.groups ?? this.#groupsOf(table);
      const dim = table.embeddingDim;
      const batchSize = rowIndexOf(table, batch).length;
      const [first, second] = states.map(({ pointer }) => pointer);
      const { chunks, size } = cut(distinct, dim * (2 + states.length));
      kernels.run(bags ? "updateBagRows" : "updateRows", {
        chunks,
        integers: [
          ...[weights.pointer, first ?? weights.pointer, second ?? weights.pointer, gradient],
          ...[rows, starts, entries, bags?.places ?? 0, bags?.weights ?? 0],
          ...[distinct, dim, this.#rule.kind, size],
        ],
        floats: [this.#learningRate, (2 * table.spec.l2) / batchSize, ...this.#rule.constants(this.#step)],
      });
    }
  }

  setLearningRate(learningRate: number): void {
    this.#learningRate = learningRate;
  }

  dispose(): void {
    this.#held.free();
  }

  #groupsOf(table: EmbeddingTable): RowGroups {
    return this.#groups.get(table.spec.side) as RowGroups;
  }

  #bagsOf({ spec: { column } }: EmbeddingTable): BagGroups | undefined {
    return column && this.#bags.get(column);
  }
}
