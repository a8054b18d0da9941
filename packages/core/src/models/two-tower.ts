import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import type { Layer } from "../layers/layer.js";
import { rowDot } from "../layers/row-dot.js";
import { type TowerOptions, tower } from "../layers/tower.js";
import { unitRows } from "../layers/unit-rows.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { embeddedFields } from "./fields.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { type NetworkVectors, network } from "./network.js";

/** logit = u · v, with u a tower over the fields of the request and v one over those of the item. */
export const twoTower = defineModel({
  name: "two-tower",
  title: "Two towers",
  summary:
    "A tower over what is known of the user and the moment, one over what is known of the item; a dot product.",
  paper:
    "Yi et al., Sampling-bias-corrected neural modeling for large corpus item recommendations, RecSys 2019",
  whenToUse: "Retrieval from a large catalogue with features: item vectors are computed once and searched.",
  whenNotToUse: "There are ids alone: matrix factorization learns the same product without the towers.",
  tasks: ["ranking"],
  readsFeatures: true,
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 16, max: 128 },
    hiddenUnits: { kind: "choice", values: [[32], [64], [128], [128, 64]] },
    outputDim: { kind: "choice", values: [16, 32, 64, 128] },
    logitScale: { kind: "log-uniform", min: 2, max: 30 },
    learningRate: { kind: "log-uniform", min: 0.0003, max: 0.01 },
    l2: { kind: "choice", values: [0, 0.00001, 0.0001, 0.001, 0.01] },
    epochs: { kind: "early-stopped", max: 60, patience: 5 },
  },
  config: {
    embeddingDim: embeddingDimField(32, "Size of the embedding of each value of a field."),
    hiddenUnits: hiddenUnitsField([64]),
    hiddenL2: hiddenL2Field,
    outputDim: embeddingDimField(32, "Size of the vectors that both towers end in."),
    unitVectors: z
      .boolean()
      .default(true)
      .describe(
        "Scales both vectors to length 1: the dot product is a cosine, and no item gains by its length.",
      ),
    logitScale: z
      .number()
      .gt(0)
      .max(1000)
      .default(10)
      .describe(
        "Multiplies the cosine of unit vectors, which lies within ±1, as 1 / temperature: the larger, the more the best candidates count.",
      ),
  },
  conditions: { logitScale: { unless: "unitVectors is true", config: ({ unitVectors }) => unitVectors } },
  taskDefaults: {
    ranking: { loss: "sampled-softmax", sampler: "in-batch", learningRate: 0.002 },
  },
  build: ({ config, features, random }) => {
    const { embeddingDim, hiddenUnits, outputDim, l2, hiddenL2, unitVectors, logitScale } = config;
    const fields = embeddedFields({ name: "field", features, embeddingDim, l2, initializer: normal(0.05) });
    const sides = { hiddenUnits, outputDim, l2: hiddenL2, random };
    const request = vectorTower({
      ...sides,
      name: "request",
      inputs: (fields.count - fields.countOfItem) * embeddingDim,
    });
    const item = vectorTower({ ...sides, name: "item", inputs: fields.countOfItem * embeddingDim });
    const vector = (side: VectorTower, embedded: readonly tf.Tensor2D[]) => {
      const raw = side.apply(tf.concat2d([...embedded], 1)); // [batch, outputDim]
      return unitVectors ? unitRows(raw) : raw;
    };
    const vectors: NetworkVectors = {
      ofRequest: (rows) =>
        tf.mul(vector(request, fields.ofRequest(rows)), unitVectors ? logitScale : 1) as tf.Tensor2D,
      ofItem: (rows) => vector(item, fields.ofItem(rows)),
    };
    return network<string>({
      tables: fields.tables,
      layers: [...request.layers, ...item.layers],
      logits: (rows) => rowDot(vectors.ofRequest(rows), vectors.ofItem(rows)),
      vectors,
    });
  },
});

interface VectorTower {
  readonly layers: readonly Layer[];
  /** [batch, inputs] → [batch, outputDim] */
  apply(x: tf.Tensor2D): tf.Tensor2D;
}

interface VectorTowerOptions extends TowerOptions {
  readonly outputDim: number;
}

/** A tower of ReLU layers that ends in a linear one. */
function vectorTower({ outputDim, ...options }: VectorTowerOptions): VectorTower {
  const hidden = tower(options);
  const { name, random } = options;
  const output = dense({ name: `${name}/output`, inputs: hidden.outputs, outputs: outputDim, random });
  return { layers: [hidden, output], apply: (x) => output.apply(hidden.apply(x)) };
}
