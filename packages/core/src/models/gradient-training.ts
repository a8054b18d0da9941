import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { type DenseTraining, kernelDenseTraining, plainDenseTraining } from "../embedding/dense-training.js";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { type EmbeddingTraining, PlainEmbeddingTraining } from "../embedding/embedding-training.js";
import { KernelEmbeddingTraining } from "../embedding/kernel-embedding-training.js";
import type { Loss } from "../losses/loss.js";
import type { BatchSource } from "../sampling/batch.js";
import type { GradientConfig } from "./gradient-config.js";
import type { TrainingSession } from "./model.js";
import type { Network } from "./network.js";

/** What a training needs of the model it changes. */
interface Trainee {
  readonly config: GradientConfig;
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly weights: ReadonlyMap<string, tf.Variable>;
}

/**
 * Mini-batch training of a network: the batch's rows become leaf tensors, the loss is differentiated with respect to
 * them and the dense weights, and the optimizers update the touched rows and the weights.
 */
export class GradientTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #embeddings: EmbeddingTraining;
  readonly #dense: DenseTraining;
  readonly #tableNames: readonly string[];

  constructor(
    private readonly model: Trainee,
    private readonly loss: Loss,
    private readonly batches: BatchSource,
  ) {
    const { optimizer, learningRate, epochs } = model.config;
    this.epochs = epochs;
    this.stepsPerEpoch = batches.stepsPerEpoch;
    this.samplesPerEpoch = batches.samplesPerEpoch;
    this.#tableNames = [...model.tables.keys()];
    const weightL2: Readonly<Record<string, number>> = Object.assign(
      {},
      ...model.network.layers.map((layer) => layer.l2),
    );
    const weights = Array.from(model.weights, ([name, variable]) => ({ variable, l2: weightL2[name] ?? 0 }));
    const rule = { optimizer, learningRate };
    const embeddings = { tables: model.tables, ...rule };
    const backend = currentSimdBackend();
    this.#embeddings = backend
      ? new KernelEmbeddingTraining(backend, embeddings)
      : new PlainEmbeddingTraining(embeddings);
    try {
      this.#dense = backend
        ? kernelDenseTraining(backend, { weights, ...rule })
        : plainDenseTraining({ weights, ...rule });
    } catch (error) {
      this.#embeddings.dispose();
      throw error;
    }
  }

  startEpoch(): void {
    this.batches.startEpoch();
  }

  async step(step: number): Promise<number> {
    const batch = this.batches.batch(step);
    const rows = this.#embeddings.gather(batch);
    const labels = tf.tensor1d(batch.labels);
    const leaves = this.#tableNames.map((name) => rows[name] as tf.Tensor2D);
    const { value, grads } = tf
      .engine()
      .gradients(
        () => this.loss.compute(this.model.network.logits(rows), labels),
        [...leaves, ...this.model.weights.values()],
      );
    this.#dense.update(grads.slice(leaves.length));
    const rowGradients = Object.fromEntries(
      this.#tableNames.map((name, i) => [name, grads[i] as tf.Tensor] as const),
    );
    await this.#embeddings.update(batch, rows, rowGradients);
    const loss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, ...leaves, labels]);
    return loss;
  }

  dispose(): void {
    this.#embeddings.dispose();
    this.#dense.dispose();
  }
}
