import * as tf from "@tensorflow/tfjs";
import { causalAttention, type SequenceOffsets } from "../layers/causal-attention.js";
import { dense } from "../layers/dense.js";
import type { Dropout } from "../layers/dropout.js";
import { layerNorm } from "../layers/layer-norm.js";
import type { Random } from "../random/random.js";
import type { WeightedPart } from "./sequence-network.js";

export interface AttentionBlockOptions {
  readonly name: string;
  readonly dim: number;
  readonly numHeads: number;
  /** Units of the hidden layer between the block's two dense layers. */
  readonly hiddenUnits: number;
  readonly random: Random;
}

export interface AttentionBlock extends WeightedPart {
  /** @param x [tokens, dim] @returns [tokens, dim] */
  apply(x: tf.Tensor2D, sequences: SequenceOffsets, dropout: Dropout): tf.Tensor2D;
}

/**
 * x + dropout(attention(norm(x))), then the same with two dense layers in place of attention. Kang & McAuley, ICDM
 * 2018, section III.
 */
export function attentionBlock(options: AttentionBlockOptions): AttentionBlock {
  const { name, dim, numHeads, hiddenUnits, random } = options;
  const square = (part: string) => dense({ name: `${name}/${part}`, inputs: dim, outputs: dim, random });
  const [query, key, value] = [square("query"), square("key"), square("value")];
  const norms = [
    layerNorm({ name: `${name}/norm0`, size: dim }),
    layerNorm({ name: `${name}/norm1`, size: dim }),
  ] as const;
  const wide = dense({ name: `${name}/wide`, inputs: dim, outputs: hiddenUnits, activation: "relu", random });
  const narrow = dense({ name: `${name}/narrow`, inputs: hiddenUnits, outputs: dim, random });
  const layers = [...norms, query, key, value, wide, narrow];
  return {
    weights: Object.assign({}, ...layers.map(({ weights }) => weights)) as Record<string, tf.Variable>,
    apply(x, sequences, dropout) {
      const normal = norms[0].apply(x);
      const read = { query: query.apply(normal), key: key.apply(normal), value: value.apply(normal) };
      const attended = tf.add(x, dropout.apply(causalAttention(read, sequences, numHeads))) as tf.Tensor2D;
      const fed = narrow.apply(dropout.apply(wide.apply(norms[1].apply(attended))));
      return tf.add(attended, dropout.apply(fed)) as tf.Tensor2D;
    },
    dispose: () => {
      for (const layer of layers) layer.dispose();
    },
  };
}
