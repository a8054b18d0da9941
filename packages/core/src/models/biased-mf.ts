import { normal } from "../layers/initializers.js";
import { rowDot } from "../layers/row-dot.js";
import { biasL2Field, withBiases } from "./biases.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { needsFeatures } from "./field-conditions.js";
import { itemTable, network, userTable } from "./network.js";
import { featureL2Field, featureL2Search, withSideFeatures } from "./side-features.js";

/** logit = user bias + item bias + user · item, on top of the training mean for ratings. */
export const biasedMf = defineModel({
  name: "biased-mf",
  title: "Biased matrix factorization",
  summary: "A vector and a bias for each user and item; the score is their dot product plus the biases.",
  paper:
    "Koren, Bell & Volinsky, Matrix factorization techniques for recommender systems, Computer 42(8), 2009",
  whenToUse:
    "Ratings, and the first learned model on any data: few parameters, fast, hard to beat when tuned.",
  whenNotToUse: "To rank in quantity: bpr-mf, ials and logistic-mf learn the same dot products in seconds.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    learningRate: { kind: "log-uniform", min: 0.0005, max: 0.02 },
    l2: { kind: "log-uniform", min: 0.001, max: 0.5 },
    biasL2: { kind: "uniform", min: 0, max: 0.1 },
    batchSize: { kind: "choice", values: [256, 512, 1024, 2048, 4096] },
    epochs: { kind: "early-stopped", max: 80, patience: 6 },
  },
  readsFeatures: true,
  featureSearchSpace: featureL2Search,
  config: {
    embeddingDim: embeddingDimField(32, "Size of a user's and an item's embedding."),
    biasL2: biasL2Field,
    featureL2: featureL2Field,
  },
  conditions: { featureL2: needsFeatures },
  taskDefaults: {
    rating: { learningRate: 0.002, l2: 0.1, biasL2: 0.01, featureL2: 0.1, batchSize: 1024, epochs: 30 },
    ranking: { learningRate: 0.005, l2: 0.01, epochs: 40 },
  },
  build: ({ config: { embeddingDim, l2, biasL2, featureL2 }, features }) => {
    const embedding = { embeddingDim, l2, initializer: normal(0.05) };
    const dotProduct = network({
      tables: { user: userTable(embedding), item: itemTable(embedding) },
      layers: [],
      logits: ({ user, item }) => rowDot(user, item),
      vectors: { ofRequest: ({ user }) => user, ofItem: ({ item }) => item },
    });
    return withSideFeatures(withBiases(dotProduct, biasL2), { features, l2: featureL2 });
  },
});
