import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { longestSequence, numSequences, type PackedSequences } from "../sequences/packed-sequences.js";
import { pickRows } from "./pick-rows.js";

/** One row a token, [tokens, dim] each; the columns of the heads one after another. */
export interface AttentionInputs {
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
}

/** What attention needs of the sequences. */
export type SequenceOffsets = Pick<PackedSequences, "offsets">;

/**
 * Each token attends to itself and to what came before it in its sequence:
 * softmax(q · k / √(dim / heads)) · v, for each head. Vaswani et al., NeurIPS 2017, formula 1.
 *
 * @returns [tokens, dim]
 */
export function causalAttention(
  inputs: AttentionInputs,
  sequences: SequenceOffsets,
  numHeads: number,
): tf.Tensor2D {
  return currentSimdBackend()
    ? fusedAttention(inputs, sequences, numHeads)
    : paddedAttention(inputs, sequences, numHeads);
}

function fusedAttention(
  { query, key, value }: AttentionInputs,
  { offsets }: SequenceOffsets,
  numHeads: number,
): tf.Tensor2D {
  const operation = tf.customGrad((...args) => {
    const [q, k, v, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const attrs = { offsets: offsets as unknown as number[], numHeads };
    const attended = tf.engine().runKernel("CausalAttention", { q, k, v }, attrs) as tf.Tensor;
    save([q, k, v]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedQ, savedK, savedV] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const names = { q: savedQ, k: savedK, v: savedV, dy };
      return tf.engine().runKernel("CausalAttentionGradient", names, attrs) as unknown as tf.Tensor[];
    };
    return { value: attended, gradFunc };
  });
  return operation(query, key, value) as tf.Tensor2D;
}

/** Of functions that every backend has, on sequences padded to the longest. */
export function paddedAttention(
  inputs: AttentionInputs,
  sequences: SequenceOffsets,
  numHeads: number,
): tf.Tensor2D {
  const { query, key, value } = inputs;
  const [tokens, dim] = query.shape;
  const count = numSequences(sequences);
  const length = longestSequence(sequences);
  const { paddedOf, tokenOf } = paddedPlaces(sequences.offsets, { tokens, length });
  const headDim = dim / numHeads;
  // [tokens, dim] → [sequences · heads, length, dim / heads]
  const byHead = (x: tf.Tensor2D) => {
    const padded = tf.reshape(pickRows(x, tokenOf), [count, length, numHeads, headDim]);
    return tf.reshape(tf.transpose(padded, [0, 2, 1, 3]), [count * numHeads, length, headDim]) as tf.Tensor3D;
  };
  const transposedKey = tf.transpose(byHead(key), [0, 2, 1]);
  const similarity = tf.mul(tf.matMul(byHead(query), transposedKey), 1 / Math.sqrt(headDim));
  const future = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  const weights = tf.softmax(tf.add(similarity, tf.tensor2d(future, [length, length]))) as tf.Tensor3D;
  const attended = tf.reshape(tf.matMul(weights, byHead(value)), [count, numHeads, length, headDim]);
  const rows = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [count * length, dim]) as tf.Tensor2D;
  return pickRows(rows, paddedOf);
}

/** Which padded place each token has, and which token each padded place, or −1. */
function paddedPlaces(
  offsets: Int32Array,
  { tokens, length }: { tokens: number; length: number },
): { paddedOf: Int32Array; tokenOf: Int32Array } {
  const paddedOf = new Int32Array(tokens);
  const tokenOf = new Int32Array((offsets.length - 1) * length).fill(-1);
  for (let s = 0; s + 1 < offsets.length; s++) {
    const first = offsets[s] as number;
    for (let token = first; token < (offsets[s + 1] as number); token++) {
      const place = s * length + token - first;
      paddedOf[token] = place;
      tokenOf[place] = token;
    }
  }
  return { paddedOf, tokenOf };
}
