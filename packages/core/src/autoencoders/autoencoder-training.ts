import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { type DenseTraining, kernelDenseTraining, plainDenseTraining } from "../embedding/dense-training.js";
import { type EmbeddingTraining, PlainEmbeddingTraining } from "../embedding/embedding-training.js";
import { KernelEmbeddingTraining } from "../embedding/kernel-embedding-training.js";
import { rowLength, type SparseMatrix, selectRows } from "../linear-algebra/sparse-matrix.js";
import type { TrainingSession } from "../models/model.js";
import { type Random, shuffle } from "../random/random.js";
import type { AutoencoderConfig } from "./autoencoder-config.js";
import type { AutoencoderNetwork } from "./autoencoder-network.js";
import { inputRows, withDropout } from "./input-rows.js";
import { itemBags } from "./item-bags.js";
import { multinomialLoss } from "./multinomial-loss.js";

export interface AutoencoderTrainingOptions {
  readonly network: AutoencoderNetwork;
  readonly config: AutoencoderConfig;
  /** Weight of the network's penalty after so many epochs, parts of one included. */
  readonly penaltyWeight: (epochs: number) => number;
  /** [numUsers, numItems] */
  readonly histories: SparseMatrix;
  readonly random: Random;
  /** Called when a step has changed the network. */
  readonly onStep: () => void;
}

/**
 * Mini-batches of users: part of their items is hidden, and the likelihood of all of them is learned. Draws depend on
 * the epoch alone, and no reduction on the threads.
 */
export class AutoencoderTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #embeddings: EmbeddingTraining;
  readonly #dense: DenseTraining;
  readonly #weights: readonly tf.Variable[];
  /** Users who have items. */
  readonly #users: Int32Array;
  #order = new Int32Array();
  #epoch = 0;
  #draws: Random;

  constructor(private readonly options: AutoencoderTrainingOptions) {
    const { network, config, histories, random } = options;
    this.epochs = config.epochs;
    this.samplesPerEpoch = histories.columns.length;
    this.#users = Int32Array.from({ length: histories.numRows }, (_, user) => user).filter(
      (user) => rowLength(histories, user) > 0,
    );
    this.stepsPerEpoch = Math.ceil(this.#users.length / config.batchSize);
    this.#draws = random;
    const weights = network.layers.flatMap((layer) =>
      Object.entries(layer.weights).map(([name, variable]) => ({ variable, l2: layer.l2[name] ?? 0 })),
    );
    this.#weights = weights.map(({ variable }) => variable);
    const rule = { optimizer: "adam", learningRate: config.learningRate } as const;
    const embeddings = { tables: new Map([["item", network.table]]), ...rule };
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

  startEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#draws = this.options.random.fork(`epoch ${epoch}`);
    this.#order = shuffle(this.#users.slice(), this.#draws);
  }

  /** @returns the mean over users of −log-likelihood + penalty + l2 */
  async step(step: number): Promise<number> {
    const { network, config, histories, penaltyWeight } = this.options;
    const targets = selectRows(
      histories,
      this.#order.subarray(step * config.batchSize, (step + 1) * config.batchSize),
    );
    const input = withDropout(inputRows(targets), { rate: config.dropout, random: this.#draws });
    const { items, bags } = itemBags(input);
    const batch = { userIndex: items, itemIndex: items, labels: new Float32Array(0) };
    const leaves = this.#embeddings.gather(batch);
    const rows = leaves["item"] as tf.Tensor2D; // [distinct, first width]
    const noise = () => normals(targets.numRows, config.embeddingDim, this.#draws);
    const weight = penaltyWeight(this.#epoch - 1 + step / this.stepsPerEpoch);
    const { value, grads } = tf.engine().gradients(() => {
      const { logits, penalty } = network.trainingLogits(bags, rows, noise);
      const terms = [multinomialLoss(logits, targets)];
      if (penalty) terms.push(tf.mul(penalty, weight));
      // The l2 of the other layers is a part of their update.
      if (config.l2 > 0) terms.push(tf.mul(tf.sum(tf.square(rows)), config.l2));
      return tf.addN(terms) as tf.Scalar;
    }, [rows, ...this.#weights]);
    this.#dense.update(grads.slice(1));
    await this.#embeddings.update(batch, leaves, { item: grads[0] as tf.Tensor });
    const loss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, rows]);
    this.options.onStep();
    return loss;
  }

  dispose(): void {
    this.#embeddings.dispose();
    this.#dense.dispose();
  }
}

function normals(rows: number, columns: number, random: Random): tf.Tensor2D {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  return tf.tensor2d(values, [rows, columns]);
}
