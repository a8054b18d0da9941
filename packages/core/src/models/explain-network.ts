import * as tf from "@tensorflow/tfjs";
import type { LeafRows } from "../embedding/embedding-training.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import type { LogitTerm, Network } from "./network.js";

/**
 * The terms of the logit of one pair.
 *
 * @param rows of each table, [1, embeddingDim], which are disposed of
 */
export async function explainLogit(
  terms: NonNullable<Network["terms"]>,
  rows: LeafRows,
): Promise<ExplanationTerm[]> {
  const tensors = Object.entries(tf.tidy(() => terms(rows))) as [LogitTerm, tf.Tensor1D][];
  const explained = await Promise.all(
    tensors.map(async ([kind, tensor]) => ({ kind, contribution: (await tensor.data())[0] as number })),
  );
  tf.dispose([tensors.map(([, tensor]) => tensor), Object.values(rows)]);
  return explained;
}
