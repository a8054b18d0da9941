import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { gatherRows, type Pairs } from "../embedding/embedding-training.js";
import { gridLogits, type Network } from "./network.js";

/** Pairs scored in one forward pass: bounds memory, large enough to hide the cost of an operation's start. */
const pairsPerPass = 16_384;

/** What logits are computed from: a network, its tables, and what pairs read of them. */
export interface LogitSource {
  readonly network: Network;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  read(pairs: Pairs): Pairs;
}

/** @returns [pairs] */
export async function pairLogits(
  { network, tables, read }: LogitSource,
  { userIndex, itemIndex }: Pick<Pairs, "userIndex" | "itemIndex">,
): Promise<Float32Array> {
  const logits = new Float32Array(userIndex.length);
  for (let start = 0; start < logits.length; start += pairsPerPass) {
    const end = Math.min(start + pairsPerPass, logits.length);
    const pairs = {
      userIndex: userIndex.subarray(start, end),
      itemIndex: itemIndex.subarray(start, end),
    };
    logits.set(await takeData(tf.tidy(() => network.logits(gatherRows(tables, read(pairs))))), start);
  }
  return logits;
}

/**
 * Of all pairs of some users and the catalogue.
 *
 * @returns [users, numItems], row-major
 */
export async function catalogueLogits(
  source: LogitSource,
  userIndex: Int32Array,
  numItems: number,
): Promise<Float32Array> {
  const items = Int32Array.from({ length: numItems }, (_, item) => item);
  const { vectors } = source.network;
  if (vectors) {
    const pairs = source.read({ userIndex, itemIndex: items });
    return takeData(tf.tidy(() => gridLogits(vectors, gatherRows(source.tables, pairs))));
  }
  const users = new Int32Array(userIndex.length * numItems);
  const repeatedItems = new Int32Array(users.length);
  for (let u = 0; u < userIndex.length; u++) {
    users.fill(userIndex[u] as number, u * numItems, (u + 1) * numItems);
    repeatedItems.set(items, u * numItems);
  }
  return pairLogits(source, { userIndex: users, itemIndex: repeatedItems });
}

async function takeData(tensor: tf.Tensor): Promise<Float32Array> {
  const data = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return data;
}
