import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { EmbeddingTableSpec } from "../embedding/embedding-table.js";
import { column } from "../layers/column.js";
import { zeros } from "../layers/initializers.js";
import type { FieldCondition } from "./field-conditions.js";
import { type GatheredRows, itemTable, type Network, userTable } from "./network.js";

type Biased<Name extends string> = Name | "userBias" | "itemBias";

export const biasL2Field = z
  .number()
  .min(0)
  .max(100)
  .default(0)
  .describe("Weight of the squared biases that a batch reads.");

export const biasesField = z
  .boolean()
  .default(false)
  .describe("Adds a bias for each user and item to the logit: not in the paper, and what ratings need most.");

/** Of `biasL2`, in a model whose biases are a matter of the config. */
export const biasL2Condition: FieldCondition<{ readonly biases: boolean }> = {
  unless: "biases is true",
  config: ({ biases }) => biases,
};

/** logit = the network's logit + user bias + item bias, both learned and starting at zero. */
export function withBiases<Name extends string>(inner: Network<Name>, l2: number): Network<Biased<Name>> {
  const bias = { embeddingDim: 1, initializer: zeros, l2 };
  const tables = { ...inner.tables, userBias: userTable(bias), itemBias: itemTable(bias) };
  const { vectors } = inner;
  return {
    // The spread of a generic record loses its keys.
    tables: tables as Record<Biased<Name>, EmbeddingTableSpec>,
    layers: inner.layers,
    logits(rows) {
      const biases = tf.add(biasRows(rows).userBias, biasRows(rows).itemBias); // [batch, 1]
      return tf.add(inner.logits(rows), tf.reshape(biases, [biases.shape[0] ?? 0]));
    },
    terms: (rows) => ({
      userBias: column(biasRows(rows).userBias),
      itemBias: column(biasRows(rows).itemBias),
      match: inner.logits(rows),
    }),
    ...(vectors && {
      vectors: {
        // [… ; user bias ; 1] · [… ; 1 ; item bias]
        ofRequest: (rows: GatheredRows<Biased<Name>>) =>
          tf.concat2d(
            [vectors.ofRequest(rows), biasRows(rows).userBias, tf.onesLike(biasRows(rows).userBias)],
            1,
          ),
        ofItem: (rows: GatheredRows<Biased<Name>>) =>
          tf.concat2d(
            [vectors.ofItem(rows), tf.onesLike(biasRows(rows).itemBias), biasRows(rows).itemBias],
            1,
          ),
      },
    }),
  };
}

const biasRows = (rows: GatheredRows<string>) => rows as GatheredRows<"userBias" | "itemBias">;
