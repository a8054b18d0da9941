import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/random.js";
import { dense } from "./dense.js";
import type { Layer } from "./layer.js";

export interface CrossNetworkOptions {
  readonly name: string;
  readonly inputs: number;
  /** Cross layers one after another; l of them make products of up to l + 1 inputs. */
  readonly depth: number;
  /** Rank of each layer's matrix; full unless given. */
  readonly rank?: number | undefined;
  /** Weight of the squared kernels in the training loss; 0 unless set. */
  readonly l2?: number;
  readonly random: Random;
}

/**
 * x₀ ⊙ (x_l · W + b) + x_l, layer after layer: explicit feature crosses, one degree more with each layer. With a rank,
 * W is a product of a narrow and a wide matrix. Wang et al., DCN V2, WWW 2021, formulas 1 and 5.
 *
 * [batch, inputs] → [batch, inputs]. Weights `<name>/0/kernel`, or `<name>/0/narrow/kernel` and `<name>/0/wide/kernel`.
 */
export function crossNetwork(options: CrossNetworkOptions): Layer {
  const layers = Array.from({ length: options.depth }, (_, depth) =>
    options.rank === undefined ? fullMatrix(options, depth) : lowRank(options, options.rank, depth),
  );
  return {
    weights: Object.assign({}, ...layers.map((layer) => layer.weights)) as Record<string, tf.Variable>,
    l2: Object.assign({}, ...layers.map((layer) => layer.l2)) as Record<string, number>,
    apply: (x) => layers.reduce((crossed, layer) => tf.add(tf.mul(x, layer.apply(crossed)), crossed), x),
    dispose: () => {
      for (const layer of layers) layer.dispose();
    },
  };
}

function fullMatrix({ name, inputs, l2 = 0, random }: CrossNetworkOptions, depth: number): Layer {
  return dense({ name: `${name}/${depth}`, inputs, outputs: inputs, l2, random });
}

function lowRank({ name, inputs, l2 = 0, random }: CrossNetworkOptions, rank: number, depth: number): Layer {
  const narrow = dense({ name: `${name}/${depth}/narrow`, inputs, outputs: rank, l2, random });
  const wide = dense({ name: `${name}/${depth}/wide`, inputs: rank, outputs: inputs, l2, random });
  return {
    weights: { ...narrow.weights, ...wide.weights },
    l2: { ...narrow.l2, ...wide.l2 },
    apply: (x) => wide.apply(narrow.apply(x)),
    dispose: () => {
      narrow.dispose();
      wide.dispose();
    },
  };
}
