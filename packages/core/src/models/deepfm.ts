import * as tf from "@tensorflow/tfjs";
import { column } from "../layers/column.js";
import { dense } from "../layers/dense.js";
import { tower } from "../layers/tower.js";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { factorizationMachine } from "./factorization-machine.js";
import { linearL2Field } from "./fm.js";
import { hiddenL2Field, hiddenUnitsField } from "./gradient-config.js";
import { network } from "./network.js";

/** logit = FM + tower([v_1 ; … ; v_F]): both read the same embeddings. */
export const deepfm = defineModel({
  name: "deepfm",
  title: "DeepFM",
  summary: "A factorization machine and a tower of dense layers over the same embeddings, added up.",
  paper: "Guo et al., DeepFM: a factorization-machine based neural network for CTR prediction, IJCAI 2017",
  whenToUse: "There are many features and much data, and fm is tuned already.",
  whenNotToUse: "Data is scarce, or there are ids alone: fm and iALS are quicker and as good.",
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
    hiddenL2: { kind: "choice", values: [0, 0.001, 0.01, 0.03] },
    epochs: { kind: "early-stopped", max: 60, patience: 5 },
  },
  config: {
    embeddingDim: embeddingDimField(16, "Size of the embedding of each value of a field."),
    hiddenUnits: hiddenUnitsField([64, 32]),
    hiddenL2: hiddenL2Field,
    linearL2: linearL2Field,
  },
  taskDefaults: {
    rating: { learningRate: 0.002, l2: 0.1, linearL2: 0.01, hiddenL2: 0.03, batchSize: 1024, epochs: 30 },
    ranking: { learningRate: 0.003, l2: 0.001 },
  },
  build: ({ config: { embeddingDim, hiddenUnits, l2, linearL2, hiddenL2 }, features, random }) => {
    const machine = factorizationMachine({ features, embeddingDim, l2, linearL2 });
    const { fields } = machine;
    const inputs = fields.count * embeddingDim;
    const hidden = tower({ name: "tower", inputs, hiddenUnits, l2: hiddenL2, random });
    const output = dense({ name: "output", inputs: hidden.outputs, outputs: 1, random });
    return network<string>({
      tables: machine.network.tables,
      layers: [hidden, output],
      logits: (rows) => {
        const embedded = tf.concat2d([...fields.ofRequest(rows), ...fields.ofItem(rows)], 1); // [batch, inputs]
        return tf.add(machine.network.logits(rows), column(output.apply(hidden.apply(embedded))));
      },
    });
  },
});
