import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { optimizers } from "../embedding/optimizers.js";
import type { SparseOptimizer } from "../embedding/sparse-optimizer.js";
import { RowGradientSum } from "../embedding/touched-rows.js";
import type { Loss } from "../losses/loss.js";
import type { Batch, BatchSource } from "../sampling/batch.js";
import type { GradientConfig } from "./gradient-config.js";
import type { TrainingSession } from "./model.js";
import type { GatheredRows, Network } from "./network.js";

/** What a training needs of the model it changes. */
interface Trainee {
  readonly config: GradientConfig;
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly weights: ReadonlyMap<string, tf.Variable>;
  gather(userIndex: Int32Array, itemIndex: Int32Array): GatheredRows<string>;
}

/** One table's part of a step. */
interface TableUpdate {
  readonly name: string;
  readonly table: EmbeddingTable;
  readonly gradientSum: RowGradientSum;
  readonly optimizer: SparseOptimizer;
}

/**
 * Mini-batch training of a network: the batch's rows become leaf tensors, the loss is differentiated with respect to
 * them and the dense weights, and the optimizers update the touched rows and the weights.
 */
export class GradientTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly #denseOptimizer: tf.Optimizer;
  readonly #weightL2: Readonly<Record<string, number>>;
  readonly #tableUpdates: readonly TableUpdate[];

  constructor(
    private readonly model: Trainee,
    private readonly loss: Loss,
    private readonly batches: BatchSource,
  ) {
    const { optimizer, learningRate, epochs } = model.config;
    this.epochs = epochs;
    this.stepsPerEpoch = batches.stepsPerEpoch;
    this.#denseOptimizer = optimizers[optimizer].dense(learningRate);
    this.#weightL2 = Object.assign({}, ...model.network.layers.map((layer) => layer.l2));
    this.#tableUpdates = [...model.tables].map(([name, table]) => ({
      name,
      table,
      gradientSum: new RowGradientSum(table.numRows, table.embeddingDim),
      optimizer: optimizers[optimizer].sparse({
        learningRate,
        numRows: table.numRows,
        dim: table.embeddingDim,
      }),
    }));
  }

  get samplesPerEpoch(): number {
    return this.batches.samplesPerEpoch;
  }

  startEpoch(): void {
    this.batches.startEpoch();
  }

  async step(step: number): Promise<number> {
    const batch = this.batches.batch(step);
    const rows = this.model.gather(batch.userIndex, batch.itemIndex);
    const labels = tf.tensor1d(batch.labels);
    const weights = [...this.model.weights];
    const leaves = this.#tableUpdates.map(({ name }) => rows[name] as tf.Tensor2D);
    const { value, grads } = tf
      .engine()
      .gradients(
        () => this.loss.compute(this.model.network.logits(rows), labels),
        [...leaves, ...weights.map(([, weight]) => weight)],
      );
    this.#updateWeights(grads.slice(leaves.length));
    for (const [i, update] of this.#tableUpdates.entries()) {
      await updateTable(update, batch, { rows: leaves[i] as tf.Tensor2D, gradient: grads[i] as tf.Tensor });
    }
    const loss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, ...leaves, labels]);
    return loss;
  }

  /** @param gradients of the dense weights, in their order */
  #updateWeights(gradients: tf.Tensor[]): void {
    if (gradients.length === 0) return;
    tf.tidy(() => {
      const named = [...this.model.weights].map(([name, weight], i) => {
        const gradient = gradients[i] as tf.Tensor;
        const pull = 2 * (this.#weightL2[name] ?? 0);
        return { name: weight.name, tensor: pull > 0 ? tf.add(gradient, tf.mul(weight, pull)) : gradient };
      });
      this.#denseOptimizer.applyGradients(named);
    });
  }

  dispose(): void {
    this.#denseOptimizer.dispose();
  }
}

async function updateTable(
  { table, gradientSum, optimizer }: TableUpdate,
  batch: Batch,
  leaf: { rows: tf.Tensor2D; gradient: tf.Tensor },
): Promise<void> {
  const rowIndex = table.spec.side === "user" ? batch.userIndex : batch.itemIndex;
  const gradient = (await leaf.gradient.data()) as Float32Array;
  const rows = (await leaf.rows.data()) as Float32Array;
  optimizer.apply(table.weights, gradientSum.sum(rowIndex, gradient, { l2: table.spec.l2, rows }));
}
