import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { ParameterTraining } from "../embedding/parameter-training.js";
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
  readonly #parameters: ParameterTraining;
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
    this.#parameters = new ParameterTraining({
      tables: model.tables,
      layers: model.network.layers,
      contextBags: options.reading?.contextBags,
      ...{ optimizer, learningRate },
    });
  }

  startEpoch(): void {
    const { decay = "none", learningRate, epochs } = this.options;
    if (decay === "linear") {
      this.#parameters.setLearningRate(learningRate * (1 - this.#epochsStarted / epochs));
    }
    this.#epochsStarted++;
    this.options.batches.startEpoch();
  }

  async step(step: number): Promise<number> {
    const { batches, loss, reading, numItems } = this.options;
    const batch = await batches.batch(step, this.#score);
    const pairs = reading?.read(batch) ?? batch;
    return this.#parameters.step(pairs, (rows) =>
      batchLoss(loss, batchLogits(this.model.network, rows, batch), { batch, numItems }),
    );
  }

  /** Of pairs that no step follows: what is gathered next takes their place. */
  readonly #score: ScorePairs = async (pairs) => {
    const rows = this.#parameters.gather(this.options.reading?.read(pairs) ?? pairs);
    const logits = tf.tidy(() => this.model.network.logits(rows));
    const scores = (await logits.data()) as Float32Array;
    tf.dispose([logits, ...Object.values(rows)]);
    return scores;
  };

  dispose(): void {
    this.#parameters.dispose();
    this.options.reading?.finish(this.model.tables.values());
  }
}
