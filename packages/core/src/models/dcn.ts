import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { column } from "../layers/column.js";
import { crossNetwork } from "../layers/cross-network.js";
import { dense } from "../layers/dense.js";
import { normal } from "../layers/initializers.js";
import { tower } from "../layers/tower.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { embeddedFields } from "./fields.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { network } from "./network.js";

/** logit = w · [cross layers ; tower] over the concatenated embeddings, or the tower on top of the cross layers. */
export const dcn = defineModel({
  name: "dcn",
  title: "Deep & Cross Network V2 (DCN-v2)",
  summary: "Layers that multiply features explicitly, beside or below a tower that mixes them freely.",
  paper:
    "Wang et al., DCN V2: improved deep & cross network and practical lessons for web-scale learning to rank systems, WWW 2021",
  whenToUse: "Many features whose combinations matter, and data enough to learn which.",
  whenNotToUse: "There are ids alone, or few rows: cross layers of random ids memorise.",
  readsFeatures: true,
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 64 },
    crossLayers: { kind: "integer", min: 1, max: 4 },
    structure: { kind: "choice", values: ["stacked", "parallel"] },
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
    hiddenL2: { kind: "choice", values: [0, 0.001, 0.01, 0.03, 0.1] },
    epochs: { kind: "early-stopped", max: 60, patience: 5 },
  },
  config: {
    embeddingDim: embeddingDimField(16, "Size of the embedding of each value of a field."),
    crossLayers: z
      .int()
      .min(1)
      .max(10)
      .default(2)
      .describe("Cross layers: n of them make products of up to n + 1 embedding values."),
    rank: z
      .int()
      .min(0)
      .max(2048)
      .default(0)
      .describe("Rank of each cross layer's matrix, for wide inputs; 0 is a full matrix."),
    structure: z
      .enum(["stacked", "parallel"])
      .default("parallel")
      .describe("Whether the tower reads the cross layers' output, or the embeddings beside them."),
    hiddenUnits: hiddenUnitsField([64, 32]),
    hiddenL2: hiddenL2Field,
  },
  taskDefaults: {
    rating: { learningRate: 0.001, l2: 0.1, hiddenL2: 0.1, batchSize: 1024, epochs: 12 },
    ranking: { learningRate: 0.003, l2: 0.001 },
  },
  build: ({ config, features, random }) => {
    const { embeddingDim, crossLayers, rank, structure, hiddenUnits, l2, hiddenL2 } = config;
    const fields = embeddedFields({ name: "field", features, embeddingDim, l2, initializer: normal(0.05) });
    const inputs = fields.count * embeddingDim;
    const crosses = crossNetwork({
      name: "cross",
      inputs,
      depth: crossLayers,
      rank: rank === 0 ? undefined : rank,
      l2: hiddenL2,
      random,
    });
    const hidden = tower({ name: "tower", inputs, hiddenUnits, l2: hiddenL2, random });
    const joined = structure === "parallel" ? inputs + hidden.outputs : hidden.outputs;
    const output = dense({ name: "output", inputs: joined, outputs: 1, random });
    return network<string>({
      tables: fields.tables,
      layers: [crosses, hidden, output],
      logits: (rows) => {
        const embedded = tf.concat2d([...fields.ofRequest(rows), ...fields.ofItem(rows)], 1); // [batch, inputs]
        const crossed = crosses.apply(embedded); // [batch, inputs]
        const last =
          structure === "parallel"
            ? tf.concat2d([crossed, hidden.apply(embedded)], 1)
            : hidden.apply(crossed);
        return column(output.apply(last));
      },
    });
  },
});
