import * as tf from "@tensorflow/tfjs";
import { z } from "zod";
import { normal, zeros } from "../layers/initializers.js";
import { rowDot } from "../layers/row-dot.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./gradient-config.js";
import { itemTable, network, userTable } from "./network.js";

/** logit = user bias + item bias + user · item, on top of the training mean for ratings. */
export const biasedMf = defineModel({
  name: "biased-mf",
  title: "Biased matrix factorization",
  summary: "A vector and a bias for each user and item; the score is their dot product plus the biases.",
  paper:
    "Koren, Bell & Volinsky, Matrix factorization techniques for recommender systems, Computer 42(8), 2009",
  whenToUse:
    "Ratings, and the first learned model on any data: few parameters, fast, hard to beat when tuned.",
  config: {
    embeddingDim: embeddingDimField(32, "Size of a user's and an item's embedding."),
    biasL2: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .describe("Weight of the squared biases that a batch reads."),
  },
  build: ({ config: { embeddingDim, l2, biasL2 } }) => {
    const embedding = { embeddingDim, l2, initializer: normal(0.05) };
    const bias = { embeddingDim: 1, l2: biasL2, initializer: zeros };
    return network({
      tables: {
        user: userTable(embedding),
        item: itemTable(embedding),
        userBias: userTable(bias),
        itemBias: itemTable(bias),
      },
      layers: [],
      logits: ({ user, item, userBias, itemBias }) => {
        const biases = tf.add(userBias, itemBias); // [batch, 1]
        return tf.add(rowDot(user, item), tf.reshape(biases, [biases.shape[0] ?? 0]));
      },
      catalogueLogits: (users, items) =>
        tf.add(
          tf.matMul(users.user, tf.transpose(items.item)),
          tf.add(users.userBias, tf.transpose(items.itemBias)), // [users, numItems]
        ),
    });
  },
});
