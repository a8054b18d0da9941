import * as tf from "@tensorflow/tfjs";
import type { DenseTraining } from "../embedding/dense-training.js";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import type { EmbeddingTraining } from "../embedding/embedding-training.js";
import { startDenseTraining, startEmbeddingTraining } from "../embedding/parameter-training.js";
import { Held } from "../kernels/held.js";
import { type Dropout, seededDropout } from "../layers/dropout.js";
import { pickRows } from "../layers/pick-rows.js";
import type { TrainingSession } from "../models/model.js";
import type { Random } from "../random/random.js";
import { type NextItemLoss, nextItemLosses } from "./next-item-losses.js";
import type { NegativeSource, NextItemNegatives } from "./next-item-negatives.js";
import type { SequenceConfig } from "./sequence-config.js";
import type { OwnedSequences, SequenceNetwork } from "./sequence-network.js";
import type { SequenceBatch, WindowBatches } from "./window-batches.js";

export interface SequenceTrainingOptions {
  readonly network: SequenceNetwork;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly config: SequenceConfig;
  readonly batches: WindowBatches;
  readonly negatives: NegativeSource;
  readonly random: Random;
  /** What the network is given of a batch's sequences; themselves unless given. */
  readonly owned?: (batch: SequenceBatch) => OwnedSequences;
  /** Called before weights change. */
  readonly onChange: () => void;
}

/** A table's part of a training, in the order in which a step reads its rows. */
interface TrainedTable {
  readonly name: string;
  readonly training: EmbeddingTraining;
}

/** Mini-batch training of a network of sequences: windows in, the items that followed their tokens out. */
export class SequenceTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #tables: readonly TrainedTable[];
  readonly #weights: readonly tf.Variable[];
  readonly #dense: DenseTraining;
  readonly #held: Held;
  readonly #loss: NextItemLoss;
  readonly #dropout: Dropout;

  constructor(private readonly options: SequenceTrainingOptions) {
    const { config, batches, network, tables, random } = options;
    this.epochs = config.epochs;
    this.stepsPerEpoch = batches.stepsPerEpoch;
    this.samplesPerEpoch = batches.tokensPerEpoch;
    this.#loss = nextItemLosses[config.loss](config);
    this.#dropout = seededDropout(config.dropout, random.fork("dropout"));
    this.#weights = network.layers.flatMap(({ weights }) => Object.values(weights));
    const rule = { optimizer: config.optimizer, learningRate: config.learningRate };
    const started = Held.unlessThrown((held) => {
      const trained = Array.from(tables, ([name, table]) => {
        const training = startEmbeddingTraining({ tables: new Map([[name, table]]), ...rule });
        held.keep({ free: () => training.dispose() });
        return { name, training };
      });
      const weights = this.#weights.map((variable) => ({ variable, l2: 0 }));
      const dense = startDenseTraining({ weights, ...rule });
      held.keep({ free: () => dense.dispose() });
      return { held, trained, dense };
    });
    this.#held = started.held;
    this.#tables = started.trained;
    this.#dense = started.dense;
  }

  startEpoch(): void {
    this.options.batches.startEpoch();
  }

  /** Resolves to undefined where too few sequences are left for the step. */
  async step(step: number): Promise<number | undefined> {
    const batch = this.options.batches.batch(step);
    if (batch.targets.length === 0) return undefined;
    this.options.onChange();
    const drawn = this.options.negatives(batch);
    const sequences = this.options.owned?.(batch) ?? batch;
    const reads = this.#tables.map(({ name, training }) =>
      this.#read(name, training, { batch, drawn, sequences }),
    );
    const leaves = reads.flatMap(({ parts }) => parts);
    const { value, grads } = tf
      .engine()
      .gradients(() => this.#lossOf(reads, { batch, drawn, sequences }), [...leaves, ...this.#weights]);
    this.#dense.update(grads.slice(leaves.length));
    let next = 0;
    for (const { name, training, pairs, gathered, parts } of reads) {
      const own = grads.slice(next, next + parts.length);
      next += parts.length;
      const gradient = own.length === 1 ? (own[0] as tf.Tensor) : tf.concat(own);
      await training.update(pairs, { [name]: gathered }, { [name]: gradient });
      if (own.length > 1) gradient.dispose();
      gathered.dispose();
    }
    const loss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, ...leaves]);
    return loss;
  }

  dispose(): void {
    this.#held.free();
  }

  /** Gathers what a step reads of a table, as one leaf for each use of it. */
  #read(name: string, training: EmbeddingTraining, { batch, drawn, sequences }: Step): TableRead {
    const { network } = this.options;
    const input = network.tables[name]?.rowsOf?.(sequences);
    const scored = network.scoredBy === name ? [batch.targets, drawn.itemIndex] : [];
    const indices = [...(input ? [input] : []), ...scored];
    const rowIndex = joined(indices);
    const pairs = { userIndex: rowIndex, itemIndex: rowIndex, labels: new Float32Array(0) };
    const gathered = training.gather(pairs)[name] as tf.Tensor2D;
    const lengths = indices.map(({ length }) => length);
    const parts: tf.Tensor2D[] = indices.length === 1 ? [tf.clone(gathered)] : tf.split(gathered, lengths);
    const [targets, negatives] = scored.length > 0 ? parts.slice(-2) : [];
    return { name, training, pairs, gathered, parts, input: input && parts[0], targets, negatives };
  }

  #lossOf(reads: readonly TableRead[], { batch, drawn, sequences }: Step): tf.Scalar {
    const { network, tables } = this.options;
    const rows: Record<string, tf.Tensor2D> = {};
    for (const { name, input } of reads) if (input) rows[name] = input;
    const encoded = network.encode({ rows, sequences, dropout: this.#dropout });
    const scored = reads.find(({ targets }) => targets);
    return this.#loss({
      states: batch.tokens
        ? (tf.concat(batch.tokens.map((tokens) => pickRows(encoded, tokens))) as tf.Tensor2D)
        : encoded,
      targets: scored?.targets as tf.Tensor2D,
      negatives: scored?.negatives as tf.Tensor2D,
      targetIndex: batch.targets,
      drawn,
      numItems: tables.get(network.scoredBy)?.numRows ?? 0,
    });
  }
}

interface Step {
  readonly batch: SequenceBatch;
  readonly drawn: NextItemNegatives;
  readonly sequences: OwnedSequences;
}

interface TableRead extends TrainedTable {
  readonly pairs: { userIndex: Int32Array; itemIndex: Int32Array; labels: Float32Array };
  readonly gathered: tf.Tensor2D;
  /** What is differentiated with respect to. */
  readonly parts: readonly tf.Tensor2D[];
  readonly input: tf.Tensor2D | undefined;
  readonly targets: tf.Tensor2D | undefined;
  readonly negatives: tf.Tensor2D | undefined;
}

function joined(arrays: readonly Int32Array[]): Int32Array {
  const [first] = arrays;
  if (arrays.length === 1 && first) return first;
  const all = new Int32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
