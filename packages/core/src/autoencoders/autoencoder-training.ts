import * as tf from "@tensorflow/tfjs";
import { ParameterTraining } from "../embedding/parameter-training.js";
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
  readonly #parameters: ParameterTraining;
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
    this.#parameters = new ParameterTraining({
      tables: new Map([["item", network.table]]),
      layers: network.layers,
      optimizer: "adam",
      learningRate: config.learningRate,
    });
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
    const noise = () => normals(targets.numRows, config.embeddingDim, this.#draws);
    const weight = penaltyWeight(this.#epoch - 1 + step / this.stepsPerEpoch);
    const loss = await this.#parameters.step(batch, (leaves) => {
      const rows = leaves["item"] as tf.Tensor2D; // [distinct, first width]
      const { logits, penalty } = network.trainingLogits(bags, rows, noise);
      const terms = [multinomialLoss(logits, targets)];
      if (penalty) terms.push(tf.mul(penalty, weight));
      // The l2 of the other layers is a part of their update.
      if (config.l2 > 0) terms.push(tf.mul(tf.sum(tf.square(rows)), config.l2));
      return tf.addN(terms) as tf.Scalar;
    });
    this.options.onStep();
    return loss;
  }

  dispose(): void {
    this.#parameters.dispose();
  }
}

function normals(rows: number, columns: number, random: Random): tf.Tensor2D {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  return tf.tensor2d(values, [rows, columns]);
}
