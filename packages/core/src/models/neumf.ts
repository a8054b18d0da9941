import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { column } from "../layers/column.js";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import { rowDot } from "../layers/row-dot.js";
import { tower } from "../layers/tower.js";
import { biasesField, biasL2Condition, biasL2Field, withBiases } from "./biases.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { type FieldCondition, needsFeatures } from "./field-conditions.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { itemTable, type Network, network, userTable } from "./network.js";
import { neumfPretraining } from "./neumf-pretraining.js";
import { featureL2Field, featureL2Search, withSideFeatures } from "./side-features.js";

const pretrainCondition: FieldCondition<{ readonly pretrain: boolean }> = {
  unless: "pretrain is true",
  config: ({ pretrain }) => pretrain,
};

/** logit = h · [user ⊙ item ; tower(user', item')] + b: GMF and MLP side by side, with embeddings of their own. */
export const neumf = defineModel({
  name: "neumf",
  title: "Neural matrix factorization (NeuMF)",
  summary: "GMF and MLP joined before the last layer, each with its own embeddings.",
  paper: "He et al., Neural collaborative filtering, WWW 2017, section 3.4",
  whenToUse: "Implicit data with enough of it; compare with a tuned iALS or EASE before you ship it.",
  whenNotToUse: "On little data, or where seconds count: simpler models come as far, and sooner.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    mlpEmbeddingDim: { kind: "log-integer", min: 2, max: 128 },
    hiddenUnits: { kind: "choice", values: [[4], [8, 4], [16, 8], [32, 16, 8], [64, 32, 16]] },
    learningRate: { kind: "log-uniform", min: 0.0003, max: 0.01 },
    l2: { kind: "log-uniform", min: 0.0001, max: 0.5 },
    mlpL2: { kind: "log-uniform", min: 0.0001, max: 1 },
    hiddenL2: { kind: "choice", values: [0, 0.03, 0.1, 0.3] },
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
      "Size of the embeddings of the product part: the paper's predictive factors.",
    ),
    mlpEmbeddingDim: embeddingDimField(32, "Size of the embeddings of the tower part."),
    hiddenUnits: hiddenUnitsField([32, 16, 8]),
    weightedProduct: z
      .boolean()
      .default(true)
      .describe(
        "Weighs each dimension of the product by a learned number, as the paper does; off, they count alike, as in matrix factorization.",
      ),
    mlpL2: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .describe(
        "Weight of the squared norm of the tower's embeddings that a batch reads; l2 is for the product's.",
      ),
    hiddenL2: hiddenL2Field,
    biases: biasesField,
    biasL2: biasL2Field,
    featureL2: featureL2Field,
    pretrain: z
      .boolean()
      .default(false)
      .describe(
        "Trains GMF, then MLP, and starts from both, as the paper does: optimizer and learningRate are theirs, and NeuMF follows by plain SGD.",
      ),
    pretrainEpochs: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .describe("Passes over the interactions for GMF, where pretrain is on."),
    mlpPretrainEpochs: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .describe(
        "Passes over the interactions for MLP, where pretrain is on: towers want fewer than products.",
      ),
    productShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe(
        "How much GMF counts beside MLP where NeuMF starts from both: α of the paper, which has it at one half.",
      ),
    sgdLearningRate: z
      .number()
      .gt(0)
      .max(1000)
      .default(1)
      .describe("Step size of the plain SGD that follows the pretraining."),
  },
  conditions: {
    biasL2: biasL2Condition,
    featureL2: needsFeatures,
    pretrainEpochs: pretrainCondition,
    mlpPretrainEpochs: pretrainCondition,
    productShare: pretrainCondition,
    sgdLearningRate: pretrainCondition,
  },
  taskDefaults: {
    ranking: { learningRate: 0.003, l2: 0.001, mlpL2: 0.001 },
    rating: {
      embeddingDim: 32,
      mlpEmbeddingDim: 4,
      hiddenUnits: [8, 4],
      biases: true,
      weightedProduct: false,
      learningRate: 0.002,
      l2: 0.1,
      featureL2: 0.1,
      mlpL2: 0.3,
      hiddenL2: 0.3,
      batchSize: 1024,
      epochs: 30,
      sgdLearningRate: 0.05,
    },
  },
  build: ({
    config: {
      embeddingDim,
      mlpEmbeddingDim,
      hiddenUnits,
      weightedProduct,
      l2,
      mlpL2,
      hiddenL2,
      biases,
      biasL2,
      featureL2,
      pretrain,
      pretrainEpochs,
      mlpPretrainEpochs,
      productShare,
      sgdLearningRate,
    },
    features,
    random,
  }) => {
    const productEmbedding = { embeddingDim, l2, initializer: normal(0.05) };
    const towerEmbedding = { embeddingDim: mlpEmbeddingDim, l2: mlpL2, initializer: normal(0.05) };
    const hidden = tower({ name: "tower", inputs: 2 * mlpEmbeddingDim, hiddenUnits, l2: hiddenL2, random });
    const output = dense({
      name: "output",
      inputs: hidden.outputs + (weightedProduct ? embeddingDim : 0),
      outputs: 1,
      random,
    });
    const tables = {
      userProduct: userTable(productEmbedding),
      itemProduct: itemTable(productEmbedding),
      userTower: userTable(towerEmbedding),
      itemTower: itemTable(towerEmbedding),
    };
    const complete = (part: Network): Network =>
      withSideFeatures(biases ? withBiases(part, biasL2) : part, { features, l2: featureL2 });
    const whole = network({
      tables,
      layers: [hidden, output],
      logits: ({ userProduct, itemProduct, userTower, itemTower }) => {
        const deep = hidden.apply(tf.concat2d([userTower, itemTower], 1)); // [batch, last hidden]
        if (!weightedProduct) return tf.add(rowDot(userProduct, itemProduct), column(output.apply(deep)));
        const product = tf.mul(userProduct, itemProduct) as tf.Tensor2D; // [batch, embeddingDim]
        return column(output.apply(tf.concat2d([product, deep], 1)));
      },
    });
    const completed = complete(whole as Network);
    if (!pretrain) return completed;
    const pretraining = neumfPretraining({
      gmfEpochs: pretrainEpochs,
      mlpEpochs: mlpPretrainEpochs,
      productShare,
      fineTuning: { optimizer: "sgd", learningRate: sgdLearningRate },
      ...{ tables, hidden, output, weightedProduct, complete, random },
    });
    return { ...completed, pretraining };
  },
});
