import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { column } from "../layers/column.js";
import { dense } from "../layers/dense.js";
import { normal, zeros } from "../layers/initializers.js";
import { tower } from "../layers/tower.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { crossTable } from "./feature-tables.js";
import { embeddedFields, sumOfFields, weightedFields } from "./fields.js";
import { linearL2Field } from "./fm.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { network } from "./network.js";

/** logit = weights of features + weights of crossed features + tower([v_1 ; … ; v_F]). */
export const wideAndDeep = defineModel({
  name: "wide-and-deep",
  title: "Wide & Deep",
  summary:
    "A linear model of features and of their crosses, which memorises, beside a tower over embeddings, which generalises.",
  paper: "Cheng et al., Wide & deep learning for recommender systems, DLRS 2016",
  whenToUse: "Features of users and items whose combinations say much, such as age group and genre.",
  whenNotToUse: "There are ids alone: the wide part is biases then, and the deep part an MLP.",
  readsFeatures: true,
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 64 },
    hiddenUnits: {
      kind: "choice",
      values: [
        [32, 16],
        [64, 32],
        [128, 64],
        [256, 128, 64],
      ],
    },
    learningRate: { kind: "log-uniform", min: 0.0005, max: 0.01 },
    l2: { kind: "log-uniform", min: 0.0001, max: 0.3 },
    linearL2: { kind: "uniform", min: 0, max: 0.1 },
    hiddenL2: { kind: "choice", values: [0, 0.001, 0.01, 0.03] },
    epochs: { kind: "early-stopped", max: 60, patience: 5 },
  },
  config: {
    embeddingDim: embeddingDimField(16, "Size of the embedding of each value of a field."),
    hiddenUnits: hiddenUnitsField([64, 32]),
    hiddenL2: hiddenL2Field,
    linearL2: linearL2Field,
    crossRows: z
      .int()
      .min(0)
      .max(2 ** 24)
      .default(2 ** 18)
      .describe(
        "The most weights for pairs of a feature of the user or the moment and one of the item; more pairs share them by a hash. 0 for no crosses.",
      ),
  },
  conditions: {
    crossRows: {
      unless: "the model is made with features of items, and of users or context",
      features: (features) =>
        features?.has("items") === true && (features.has("users") || features.has("context")),
    },
  },
  taskDefaults: {
    rating: { learningRate: 0.002, l2: 0.1, linearL2: 0.01, hiddenL2: 0.03, batchSize: 1024, epochs: 8 },
    ranking: { learningRate: 0.003, l2: 0.001 },
  },
  build: ({ config, features, random }) => {
    const { embeddingDim, hiddenUnits, l2, linearL2, hiddenL2, crossRows: maxRows } = config;
    const fields = embeddedFields({ name: "field", features, embeddingDim, l2, initializer: normal(0.05) });
    const weight = { embeddingDim: 1, l2: linearL2, initializer: zeros };
    const weights = weightedFields({ name: "weight", features, ...weight });
    const cross = {
      ...weight,
      right: "items",
      maxRows,
      features: maxRows > 0 ? features : undefined,
    } as const;
    const crosses = [
      crossTable({ name: "crossUser", left: "users", ...cross }),
      crossTable({ name: "crossContext", left: "context", ...cross }),
    ];
    const inputs = fields.count * embeddingDim;
    const hidden = tower({ name: "tower", inputs, hiddenUnits, l2: hiddenL2, random });
    const output = dense({ name: "output", inputs: hidden.outputs, outputs: 1, random });
    return network<string>({
      tables: Object.assign({ ...fields.tables, ...weights.tables }, ...crosses.map(({ tables }) => tables)),
      layers: [hidden, output],
      logits: (rows) => {
        const crossed = crosses.flatMap((table) => table.rows(rows));
        const wide = sumOfFields([...weights.ofRequest(rows), ...weights.ofItem(rows), ...crossed]); // [batch, 1]
        const embedded = tf.concat2d([...fields.ofRequest(rows), ...fields.ofItem(rows)], 1); // [batch, inputs]
        return column(tf.add(wide, output.apply(hidden.apply(embedded))));
      },
    });
  },
});
