import * as tf from "@tensorflow/tfjs";
import type { Features } from "../features/features.js";
import { column } from "../layers/column.js";
import { normal, zeros } from "../layers/initializers.js";
import { pairwiseInteractions } from "../layers/pairwise-interactions.js";
import { embeddedFields, type Fields, sumOfFields, weightedFields } from "./fields.js";
import { type Network, network } from "./network.js";

export interface FactorizationMachineOptions {
  readonly features: Features | undefined;
  readonly embeddingDim: number;
  readonly l2: number;
  readonly linearL2: number;
}

/** A factorization machine's network, and its embedded fields for what is built on top of them. */
export interface FactorizationMachine {
  readonly network: Network;
  readonly fields: Fields;
}

/**
 * logit = Σ_f w_f + Σ_{f<g} v_f · v_g over the fields f of an interaction. Rendle, Factorization machines, ICDM 2010,
 * formula 1. Its global bias would not change an order, and for ratings is the training mean.
 */
export function factorizationMachine(options: FactorizationMachineOptions): FactorizationMachine {
  const { features, embeddingDim, l2, linearL2 } = options;
  const fields = embeddedFields({ name: "field", features, embeddingDim, l2, initializer: normal(0.05) });
  const weights = weightedFields({ name: "weight", features, l2: linearL2, initializer: zeros });
  /** What some fields add on their own, [batch]. */
  const among = (linear: readonly tf.Tensor2D[], embedded: readonly tf.Tensor2D[]) =>
    tf.add(column(sumOfFields(linear)), pairwiseInteractions(embedded)) as tf.Tensor1D;
  return {
    fields,
    network: network<string>({
      tables: { ...fields.tables, ...weights.tables },
      layers: [],
      logits: (rows) =>
        among(
          [...weights.ofRequest(rows), ...weights.ofItem(rows)],
          [...fields.ofRequest(rows), ...fields.ofItem(rows)],
        ),
      // A pair of fields lies on one side, or crosses; all that cross are one dot product of sums:
      // [Σ of request ; what it adds alone ; 1] · [Σ of item ; 1 ; what it adds alone]
      vectors: {
        ofRequest: (rows) => {
          const embedded = fields.ofRequest(rows);
          const alone = tf.expandDims(among(weights.ofRequest(rows), embedded), 1) as tf.Tensor2D; // [n, 1]
          return tf.concat2d([sumOfFields(embedded), alone, tf.onesLike(alone)], 1);
        },
        ofItem: (rows) => {
          const embedded = fields.ofItem(rows);
          const alone = tf.expandDims(among(weights.ofItem(rows), embedded), 1) as tf.Tensor2D; // [n, 1]
          return tf.concat2d([sumOfFields(embedded), tf.onesLike(alone), alone], 1);
        },
      },
    }),
  };
}
