import * as tf from "@tensorflow/tfjs";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import { tower } from "../layers/tower.js";
import { biasesField, biasL2Condition, biasL2Field, withBiases } from "./biases.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { needsFeatures } from "./field-conditions.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { itemTable, type Network, network, userTable } from "./network.js";
import { featureL2Field, featureL2Search, withSideFeatures } from "./side-features.js";

/** logit = a tower of ReLU layers over the concatenated embeddings. */
export const mlp = defineModel({
  name: "mlp",
  title: "Multi-layer perceptron (MLP)",
  summary: "A tower of dense layers over the concatenated embeddings of user and item.",
  paper: "He et al., Neural collaborative filtering, WWW 2017, section 3.3",
  whenToUse:
    "To learn an interaction that is not a product; usually a little behind matrix factorization alone.",
  whenNotToUse:
    "Where a dot product would do: a tower needs more data and time to learn what a product has built in (Rendle et al., RecSys 2020).",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    hiddenUnits: {
      kind: "choice",
      values: [
        [16, 8],
        [32, 16, 8],
        [64, 32, 16],
        [128, 64, 32],
      ],
    },
    learningRate: { kind: "log-uniform", min: 0.0003, max: 0.01 },
    l2: { kind: "log-uniform", min: 0.0001, max: 0.3 },
    hiddenL2: { kind: "choice", values: [0, 0.01, 0.03, 0.1] },
    numNegatives: { kind: "integer", min: 1, max: 10 },
    batchSize: { kind: "choice", values: [512, 1024, 2048, 4096] },
    decay: { kind: "choice", values: ["none", "linear"] },
    epochs: { kind: "log-integer", min: 5, max: 60 },
  },
  readsFeatures: true,
  featureSearchSpace: featureL2Search,
  config: {
    embeddingDim: embeddingDimField(
      32,
      "Size of a user's and an item's embedding, concatenated for the tower.",
    ),
    hiddenUnits: hiddenUnitsField([32, 16, 8]),
    hiddenL2: hiddenL2Field,
    biases: biasesField,
    biasL2: biasL2Field,
    featureL2: featureL2Field,
  },
  conditions: { biasL2: biasL2Condition, featureL2: needsFeatures },
  taskDefaults: {
    ranking: { learningRate: 0.003, l2: 0.001 },
    rating: {
      embeddingDim: 16,
      hiddenUnits: [16, 8],
      biases: true,
      l2: 0.1,
      featureL2: 0.1,
      hiddenL2: 0.03,
      batchSize: 1024,
      epochs: 30,
    },
  },
  build: ({
    config: { embeddingDim, hiddenUnits, l2, hiddenL2, biases, biasL2, featureL2 },
    features,
    random,
  }) => {
    const embedding = { embeddingDim, l2, initializer: normal(0.05) };
    const hidden = tower({ name: "tower", inputs: 2 * embeddingDim, hiddenUnits, l2: hiddenL2, random });
    const output = dense({ name: "output", inputs: hidden.outputs, outputs: 1, random });
    const unbiased = network({
      tables: { user: userTable(embedding), item: itemTable(embedding) },
      layers: [hidden, output],
      logits: ({ user, item }) => {
        const logits = output.apply(hidden.apply(tf.concat2d([user, item], 1))); // [batch, 1]
        return tf.reshape(logits, [logits.shape[0]]);
      },
    });
    const complete: Network = biases ? withBiases(unbiased, biasL2) : unbiased;
    return withSideFeatures(complete, { features, l2: featureL2 });
  },
});
