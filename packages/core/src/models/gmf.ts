import * as tf from "@tensorflow/tfjs";
import { dense } from "../layers/dense.js";
import { normal, ones } from "../layers/initializers.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { needsFeatures } from "./field-conditions.js";
import { itemTable, network, userTable } from "./network.js";
import { featureL2Field, featureL2Search, withSideFeatures } from "./side-features.js";

/** logit = h · (user ⊙ item) + b: a dot product whose dimensions have learned weights. */
export const gmf = defineModel({
  name: "gmf",
  title: "Generalized matrix factorization (GMF)",
  summary: "The element-wise product of a user's and an item's embedding, weighted by one learned vector.",
  paper: "He et al., Neural collaborative filtering, WWW 2017, section 3.2",
  whenToUse: "Implicit data, as the linear half of NeuMF and to compare with it.",
  whenNotToUse: "On its own: logistic-mf learns the same kind of score faster and better.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    learningRate: { kind: "log-uniform", min: 0.0005, max: 0.02 },
    l2: { kind: "log-uniform", min: 0.0001, max: 0.3 },
    numNegatives: { kind: "integer", min: 1, max: 10 },
    batchSize: { kind: "choice", values: [512, 1024, 2048, 4096] },
    decay: { kind: "choice", values: ["none", "linear"] },
    epochs: { kind: "log-integer", min: 5, max: 60 },
  },
  readsFeatures: true,
  featureSearchSpace: featureL2Search,
  config: {
    embeddingDim: embeddingDimField(
      8,
      "Size of a user's and an item's embedding: the paper's predictive factors.",
    ),
    featureL2: featureL2Field,
  },
  conditions: { featureL2: needsFeatures },
  taskDefaults: { ranking: { learningRate: 0.005, l2: 0.001 }, rating: { l2: 0.1, featureL2: 0.1 } },
  build: ({ config: { embeddingDim, l2, featureL2 }, features, random }) => {
    const embedding = { embeddingDim, l2, initializer: normal(0.05) };
    const output = dense({ name: "output", inputs: embeddingDim, outputs: 1, initializer: ones, random });
    const ofIds = network({
      tables: { user: userTable(embedding), item: itemTable(embedding) },
      layers: [output],
      logits: ({ user, item }) => {
        const logits = output.apply(tf.mul(user, item)); // [batch, 1]
        return tf.reshape(logits, [logits.shape[0]]);
      },
      vectors: {
        // [h ⊙ user ; b] · [item ; 1]
        ofRequest: ({ user }) => {
          const { "output/kernel": kernel, "output/bias": bias } = output.weights;
          const weighted = tf.mul(user, tf.reshape(kernel as tf.Tensor2D, [1, embeddingDim])) as tf.Tensor2D;
          return tf.concat2d([weighted, tf.mul(tf.ones([user.shape[0], 1]), bias as tf.Tensor1D)], 1);
        },
        ofItem: ({ item }) => tf.concat2d([item, tf.ones([item.shape[0], 1])], 1),
      },
    });
    return withSideFeatures(ofIds, { features, l2: featureL2 });
  },
});
