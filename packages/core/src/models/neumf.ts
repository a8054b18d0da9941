import * as tf from "@tensorflow/tfjs";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import { tower } from "../layers/tower.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField, hiddenUnitsField } from "./gradient-config.js";
import { itemTable, network, userTable } from "./network.js";

/** logit = h · [user ⊙ item ; tower(user', item')] + b: GMF and MLP side by side, with embeddings of their own. */
export const neumf = defineModel({
  name: "neumf",
  title: "Neural matrix factorization (NeuMF)",
  summary: "GMF and MLP joined before the last layer, each with its own embeddings.",
  paper: "He et al., Neural collaborative filtering, WWW 2017, section 3.4",
  whenToUse: "Implicit data with enough of it; compare with a tuned iALS or EASE before you ship it.",
  config: {
    embeddingDim: embeddingDimField(
      8,
      "Size of the embeddings of the product part: the paper's predictive factors.",
    ),
    mlpEmbeddingDim: embeddingDimField(32, "Size of the embeddings of the tower part."),
    hiddenUnits: hiddenUnitsField([32, 16, 8]),
  },
  build: ({ config: { embeddingDim, mlpEmbeddingDim, hiddenUnits, l2 }, random }) => {
    const productEmbedding = { embeddingDim, l2, initializer: normal(0.05) };
    const towerEmbedding = { embeddingDim: mlpEmbeddingDim, l2, initializer: normal(0.05) };
    const hidden = tower({ name: "tower", inputs: 2 * mlpEmbeddingDim, hiddenUnits, random });
    const output = dense({ name: "output", inputs: embeddingDim + hidden.outputs, outputs: 1, random });
    return network({
      tables: {
        userProduct: userTable(productEmbedding),
        itemProduct: itemTable(productEmbedding),
        userTower: userTable(towerEmbedding),
        itemTower: itemTable(towerEmbedding),
      },
      layers: [hidden, output],
      logits: ({ userProduct, itemProduct, userTower, itemTower }) => {
        const product = tf.mul(userProduct, itemProduct) as tf.Tensor2D; // [batch, embeddingDim]
        const deep = hidden.apply(tf.concat2d([userTower, itemTower], 1)); // [batch, last hidden]
        const logits = output.apply(tf.concat2d([product, deep], 1)); // [batch, 1]
        return tf.reshape(logits, [logits.shape[0]]);
      },
    });
  },
});
