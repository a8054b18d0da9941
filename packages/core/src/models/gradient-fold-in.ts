import * as tf from "@tensorflow/tfjs";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { gatherRows, type Pairs } from "../embedding/embedding-training.js";
import { batchLoss } from "../losses/batch-loss.js";
import type { Loss } from "../losses/loss.js";
import { createRandom } from "../random/random.js";
import type { Batch, BatchSource, ScorePairs } from "../sampling/batch.js";
import type { Sampler } from "../sampling/sampler.js";
import { uniformSampler } from "../sampling/uniform.js";
import { checkHistory } from "./check-history.js";
import { pairLogits } from "./logits.js";
import type { History } from "./model.js";
import type { Network } from "./network.js";
import { UserRows } from "./user-rows.js";

/** Steps of Adam, which shrink to nothing: a hundred fold no better. */
const numSteps = 20;
/** Rows of one history in a step: longer histories take turns with their items. */
const maxHistoryRows = 512;
/** Rows of all histories in a step: bounds memory, large enough to hide the cost of an operation's start. */
const maxPassRows = 16_384;
/** The same for logits, of which a loss over the catalogue has one for each item and each of its negatives. */
const maxPassLogits = 2 ** 20;

/** What folding in needs of a trained model, of which it changes nothing. */
export interface FoldInModel {
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  /** What training minimised. */
  readonly loss: Loss;
  readonly numNegatives: number;
  /** Where training drew negatives from; undefined: evenly. */
  readonly sampler?: Sampler | undefined;
  /** Subtracted from the values of a history to make the labels of a rating loss. */
  readonly labelOffset: number;
  /** What pairs read of the tables, with features of the histories' users and of context. */
  read?(pairs: Pairs): Pairs;
  /** The row of a table that stands for users of whom nothing is known, where training has taught one. */
  startOf?(table: EmbeddingTable): Float32Array;
  /** The ids of the catalogue, or their numbers. */
  readonly items: Vocabulary;
}

/**
 * Tables of users whom the model has not seen, row h for history h: those of the users' side are learned, the rest
 * are the model's own.
 *
 * The rows u minimise what training minimised over the history and sampled negatives, while items and dense weights
 * stay, and beside it stay near to those of the users the model knows:
 *
 *   rows · mean loss of the history  +  ½ Σ ((u_d − m_d) / s_d)²
 *
 * with m_d and s_d the mean and the deviation of the dimension over the known users: the shorter the history, the
 * more of an average user it leaves; an empty one is the average user. Negatives are drawn as in training, or evenly
 * where that would take what other users have. They come from the same stream for every history, so equal histories
 * get equal rows, whatever else is in the call.
 *
 * @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for one that is there twice
 */
export async function foldInTables(
  model: FoldInModel,
  histories: readonly History[],
): Promise<ReadonlyMap<string, EmbeddingTable>> {
  for (const history of histories) checkHistory(history, model.items.size);
  const userRows = Array.from(model.tables)
    .filter(([, { spec }]) => spec.side === "user" && !spec.column)
    .map(
      ([name, table]) =>
        new UserRows(name, table, { numUsers: histories.length, start: model.startOf?.(table) }),
    );
  const tables = new Map([...model.tables, ...userRows.map(({ name, table }) => [name, table] as const)]);
  for await (const pass of passesOf(model, tables, histories)) {
    for (let step = 0; step < numSteps; step++) await takeStep(model, { tables, userRows, pass, step });
  }
  return tables;
}

type Tables = ReadonlyMap<string, EmbeddingTable>;

/** A history that takes part in the steps of a pass. */
class Learner {
  /** Drawn already: what the next step learns from. */
  #batch: Batch | undefined;
  #step = 0;

  constructor(
    /** Its number in the call. */
    readonly row: number,
    private readonly batches: BatchSource,
    /** Of pairs of this history's user. */
    private readonly score: ScorePairs,
  ) {}

  /** What the mean loss counts. */
  get weight(): number {
    return this.batches.samplesPerEpoch;
  }

  /** The batch of the present step: the same until it is `taken`. */
  async batch(): Promise<Batch> {
    if (this.#batch) return this.#batch;
    const stepOfEpoch = this.#step % this.batches.stepsPerEpoch;
    if (stepOfEpoch === 0) this.batches.startEpoch();
    this.#batch = await this.batches.batch(stepOfEpoch, this.score);
    return this.#batch;
  }

  taken(): void {
    this.#batch = undefined;
    this.#step++;
  }
}

/**
 * Groups of histories that fit one step, by what they read in their first: one more than fits at most. Those without
 * an item, or without a negative, keep the average user's rows.
 */
async function* passesOf(
  model: FoldInModel,
  tables: Tables,
  histories: readonly History[],
): AsyncGenerator<readonly Learner[]> {
  const { network, read = (pairs) => pairs } = model;
  let pass: Learner[] = [];
  let [rows, logits] = [0, 0];
  for (const [row, history] of histories.entries()) {
    const { length } = history.itemIndex;
    const hasAll = length === model.items.size && model.loss.task === "ranking";
    if (length === 0 || hasAll) continue;
    const score: ScorePairs = ({ itemIndex }) =>
      pairLogits({ network, tables, read }, { userIndex: itemIndex.map(() => row), itemIndex });
    const learner = await learnerOf(model, history, { row, score });
    const batch = await learner.batch();
    pass.push(learner);
    rows += batch.itemIndex.length;
    logits += numLogits(batch);
    if (rows < maxPassRows && logits < maxPassLogits) continue;
    yield pass;
    pass = [];
    [rows, logits] = [0, 0];
  }
  if (pass.length > 0) yield pass;
}

async function learnerOf(
  model: FoldInModel,
  { itemIndex, value }: History,
  { row, score }: { readonly row: number; readonly score: ScorePairs },
): Promise<Learner> {
  const { loss, items, numNegatives, labelOffset } = model;
  const data = new Interactions(oneUser, items, {
    userIndex: new Int32Array(itemIndex.length),
    itemIndex,
    value: value ?? new Float32Array(itemIndex.length).fill(1),
  });
  const sampler = loss.task === "ranking" ? samplerOf(model) : undefined;
  const learner = (batchSize: number) => {
    const random = createRandom(0).fork("fold in");
    const own = { data, batchSize, numNegatives, labelOffset, sampler, random, scoresGrids: true };
    return new Learner(row, loss.batches(own), score);
  };
  const all = learner(Math.min(maxHistoryRows, itemIndex.length * (1 + numNegatives)));
  const first = await all.batch();
  return numLogits(first) > maxPassLogits
    ? learner(Math.max(1, Math.floor(maxPassLogits / first.itemIndex.length)))
    : all;
}

/**
 * The model's own, where it can draw for one history alone. Else even draws, which fold in better than the popularity of
 * the training data does even where that was trained with: see docs/decisions/0019-negatives-of-fold-in.md.
 */
function samplerOf({ sampler }: FoldInModel): Sampler {
  return sampler && !sampler.needsOthers ? sampler : uniformSampler();
}

const oneUser = Vocabulary.ofIndices(1);

function numLogits({ isGrid, userIndex, itemIndex }: Batch): number {
  return isGrid ? userIndex.length * itemIndex.length : itemIndex.length;
}

interface Step {
  readonly tables: Tables;
  readonly userRows: readonly UserRows[];
  readonly pass: readonly Learner[];
  readonly step: number;
}

async function takeStep(model: FoldInModel, { tables, userRows, pass, step }: Step): Promise<void> {
  const batches = await Promise.all(pass.map((learner) => learner.batch()));
  const sizes = batches.map(({ itemIndex }) => itemIndex.length);
  const pairs = {
    userIndex: concat(sizes.map((size, n) => new Int32Array(size).fill((pass[n] as Learner).row))),
    itemIndex: concat(batches.map(({ itemIndex }) => itemIndex)),
  };
  const gathered = gatherRows(tables, model.read?.(pairs) ?? pairs);
  const leaves = userRows.map(({ name }) => gathered[name] as tf.Tensor2D);
  // Each history has a loss of its own: their sum is one to differentiate, and no history sees another.
  const { value, grads } = tf.engine().gradients(() => {
    const logits = partsOf(model.network.logits(gathered), sizes);
    return tf.addN(logits.map((own, n) => lossOfOne(model, own, batches[n] as Batch)));
  }, leaves);
  for (const [t, rows] of userRows.entries()) {
    const gradient = (await grads[t]?.data()) as Float32Array;
    let from = 0;
    for (const [n, { row, weight }] of pass.entries()) {
      const count = sizes[n] as number;
      const own = gradient.subarray(from * rows.dim, (from + count) * rows.dim);
      rows.update(row, own, { weight, step, numSteps });
      from += count;
    }
  }
  tf.dispose([value, ...grads, ...Object.values(gathered)]);
  for (const learner of pass) learner.taken();
}

/** @param logits of the items of a batch, all for one user: each row of a grid has the same. */
function lossOfOne({ loss, items }: FoldInModel, logits: tf.Tensor1D, batch: Batch): tf.Scalar {
  // By a sum: the gradient of `tf.tile` slices the copies one by one.
  const shaped = batch.isGrid
    ? tf.add(tf.zeros([batch.userIndex.length, 1]), tf.expandDims(logits, 0)) // [positions, items]
    : logits;
  return batchLoss(loss, shaped, { batch, numItems: items.size });
}

/** `tf.split`, which has no gradient for a single part. */
function partsOf(logits: tf.Tensor1D, sizes: number[]): tf.Tensor1D[] {
  return sizes.length === 1 ? [logits] : tf.split(logits, sizes);
}

function concat(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
