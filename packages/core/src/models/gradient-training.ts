import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { type DenseTraining, kernelDenseTraining, plainDenseTraining } from "../embedding/dense-training.js";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { type EmbeddingTraining, PlainEmbeddingTraining } from "../embedding/embedding-training.js";
import { KernelEmbeddingTraining } from "../embedding/kernel-embedding-training.js";
import { batchLoss } from "../losses/batch-loss.js";
import type { Loss } from "../losses/loss.js";
import type { BatchSource, ScorePairs } from "../sampling/batch.js";
import type { TrainingReading } from "./feature-reading.js";
import type { TrainingSession } from "./model.js";
import { batchLogits, type Network } from "./network.js";
import type { UpdateRule } from "./pretraining.js";

/** What a training changes: a network, and the tables that it reads. */
export interface Trainee {
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
}

export interface GradientTrainingOptions extends UpdateRule {
  readonly epochs: number;
  /** How the learning rate goes on from epoch to epoch; `none` unless set. */
  readonly decay?: "none" | "linear";
  readonly loss: Loss;
  readonly batches: BatchSource;
  /** Of the catalogue. */
  readonly numItems: number;
  /** How batches are read, for a model with features. */
  readonly reading?: TrainingReading | undefined;
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
  readonly #weights: readonly tf.Variable[];
  /** Of this training, which may be one of several. */
  #epochsStarted = 0;

  constructor(
    private readonly model: Trainee,
    private readonly options: GradientTrainingOptions,
  ) {
    const { optimizer, learningRate, epochs, batches } = options;
    this.epochs = epochs;
    this.stepsPerEpoch = batches.stepsPerEpoch;
    this.samplesPerEpoch = batches.samplesPerEpoch;
    this.#tableNames = [...model.tables.keys()];
    const weights = model.network.layers.flatMap((layer) =>
      Object.entries(layer.weights).map(([name, variable]) => ({ variable, l2: layer.l2[name] ?? 0 })),
    );
    this.#weights = weights.map(({ variable }) => variable);
    const rule = { optimizer, learningRate };
    const embeddings = { tables: model.tables, contextBags: options.reading?.contextBags, ...rule };
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
    const { decay = "none", learningRate, epochs } = this.options;
    if (decay === "linear") {
      const rate = learningRate * (1 - this.#epochsStarted / epochs);
      this.#embeddings.setLearningRate(rate);
      this.#dense.setLearningRate(rate);
    }
    this.#epochsStarted++;
    this.options.batches.startEpoch();
  }

  async step(step: number): Promise<number> {
    const { batches, loss, reading, numItems } = this.options;
    const batch = await batches.batch(step, this.#score);
    const pairs = reading?.read(batch) ?? batch;
    const rows = this.#embeddings.gather(pairs);
    const leaves = this.#tableNames.map((name) => rows[name] as tf.Tensor2D);
    const { value, grads } = tf
      .engine()
      .gradients(
        () => batchLoss(loss, batchLogits(this.model.network, rows, batch), { batch, numItems }),
        [...leaves, ...this.#weights],
      );
    this.#dense.update(grads.slice(leaves.length));
    const rowGradients = Object.fromEntries(
      this.#tableNames.map((name, i) => [name, grads[i] as tf.Tensor] as const),
    );
    await this.#embeddings.update(pairs, rows, rowGradients);
    const meanLoss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, ...leaves]);
    return meanLoss;
  }

  /** Of pairs that no step follows: what is gathered next takes their place. */
  readonly #score: ScorePairs = async (pairs) => {
    const rows = this.#embeddings.gather(this.options.reading?.read(pairs) ?? pairs);
    const logits = tf.tidy(() => this.model.network.logits(rows));
    const scores = (await logits.data()) as Float32Array;
    tf.dispose([logits, ...Object.values(rows)]);
    return scores;
  };

  dispose(): void {
    this.#embeddings.dispose();
    this.#dense.dispose();
    this.options.reading?.finish(this.model.tables.values());
  }
}
