import * as tf from "@tensorflow/tfjs";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { gatherRows, type Pairs } from "../embedding/embedding-training.js";
import { batchLoss } from "../losses/batch-loss.js";
import type { Loss } from "../losses/loss.js";
import { createRandom } from "../random/random.js";
import type { Batch, BatchSource } from "../sampling/batch.js";
import { uniformSampler } from "../sampling/uniform.js";
import { checkHistory } from "./check-history.js";
import type { History } from "./model.js";
import type { Network } from "./network.js";
import { UserRows } from "./user-rows.js";

/** Steps of Adam, which shrink to nothing: a hundred fold no better. */
const numSteps = 20;
/** Rows of one history in a step: longer histories take turns with their items. */
const maxHistoryRows = 512;
/** Rows of all histories in a step: bounds memory, large enough to hide the cost of an operation's start. */
const maxPassRows = 16_384;

/** What folding in needs of a trained model, of which it changes nothing. */
export interface FoldInModel {
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  /** What training minimised. */
  readonly loss: Loss;
  readonly numNegatives: number;
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
 * more of an average user it leaves; an empty one is the average user. Negatives are drawn from the same stream for
 * every history, so equal histories get equal rows, whatever else is in the call.
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
  for (const pass of passesOf(model, histories)) {
    for (let step = 0; step < numSteps; step++) await takeStep(model, { tables, userRows, pass, step });
  }
  return tables;
}

/** A history that takes part in a step. */
interface Learner {
  /** Its number in the call. */
  readonly row: number;
  readonly batches: BatchSource;
}

/** Groups of histories that fit one step. Those without an item, or without a negative, keep the average user's rows. */
function* passesOf(model: FoldInModel, histories: readonly History[]): Generator<readonly Learner[]> {
  const users = Vocabulary.ofIndices(1);
  let pass: Learner[] = [];
  let rows = 0;
  for (const [row, { itemIndex, value }] of histories.entries()) {
    const hasAll = itemIndex.length === model.items.size && model.loss.task === "ranking";
    if (itemIndex.length === 0 || hasAll) continue;
    const data = new Interactions(users, model.items, {
      userIndex: new Int32Array(itemIndex.length),
      itemIndex,
      value: value ?? new Float32Array(itemIndex.length).fill(1),
    });
    const { loss, numNegatives, labelOffset } = model;
    const batchSize = Math.min(maxHistoryRows, itemIndex.length * (1 + numNegatives));
    const random = createRandom(0).fork("fold in");
    // Of one history alone neither a popularity nor items of other users could be drawn.
    const sampler = loss.task === "ranking" ? uniformSampler() : undefined;
    pass.push({
      row,
      batches: loss.batches({ ...{ data, batchSize, numNegatives, labelOffset, random }, sampler }),
    });
    rows += batchSize;
    if (rows < maxPassRows) continue;
    yield pass;
    pass = [];
    rows = 0;
  }
  if (pass.length > 0) yield pass;
}

interface Step {
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly userRows: readonly UserRows[];
  readonly pass: readonly Learner[];
  readonly step: number;
}

async function takeStep(model: FoldInModel, { tables, userRows, pass, step }: Step): Promise<void> {
  const batches = await Promise.all(pass.map((learner) => nextBatch(learner, step)));
  const pairs = {
    userIndex: concat(batches, ({ userIndex }, n) => userIndex.map(() => (pass[n] as Learner).row)),
    itemIndex: concat(batches, ({ itemIndex }) => itemIndex),
  };
  const sizes = batches.map(({ itemIndex }) => itemIndex.length);
  const gathered = gatherRows(tables, model.read?.(pairs) ?? pairs);
  const leaves = userRows.map(({ name }) => gathered[name] as tf.Tensor2D);
  // Each history has a loss of its own: their sum is one to differentiate, and no history sees another.
  const { value, grads } = tf.engine().gradients(() => {
    const logits = partsOf(model.network.logits(gathered), sizes);
    return tf.addN(
      logits.map((own, n) =>
        batchLoss(model.loss, own, { batch: batches[n] as Batch, numItems: model.items.size }),
      ),
    );
  }, leaves);
  for (const [t, rows] of userRows.entries()) {
    const gradient = (await grads[t]?.data()) as Float32Array;
    let from = 0;
    for (const [n, { row, batches: source }] of pass.entries()) {
      const count = sizes[n] as number;
      const own = gradient.subarray(from * rows.dim, (from + count) * rows.dim);
      rows.update(row, own, { weight: source.samplesPerEpoch, step, numSteps });
      from += count;
    }
  }
  tf.dispose([value, ...grads, ...Object.values(gathered)]);
}

/** `tf.split`, which has no gradient for a single part. */
function partsOf(logits: tf.Tensor1D, sizes: number[]): tf.Tensor1D[] {
  return sizes.length === 1 ? [logits] : tf.split(logits, sizes);
}

/** Uniform negatives need none. */
const noScores = () => Promise.reject(new RangeError("folding in has no scores of pairs"));

async function nextBatch({ batches }: Learner, step: number): Promise<Batch> {
  const stepOfEpoch = step % batches.stepsPerEpoch;
  if (stepOfEpoch === 0) batches.startEpoch();
  return batches.batch(stepOfEpoch, noScores);
}

function concat(batches: readonly Batch[], of: (batch: Batch, n: number) => Int32Array): Int32Array {
  const all = new Int32Array(batches.reduce((sum, { itemIndex }) => sum + itemIndex.length, 0));
  let at = 0;
  for (const [n, batch] of batches.entries()) {
    all.set(of(batch, n), at);
    at += batch.itemIndex.length;
  }
  return all;
}
