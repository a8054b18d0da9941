import type * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { dense } from "../layers/dense.js";
import { gru } from "../layers/gru.js";
import { normal } from "../layers/initializers.js";
import { pickRows } from "../layers/pick-rows.js";
import type { Random } from "../random/random.js";
import { sequenceConditions, sequenceConfigShape } from "../sequences/sequence-config.js";
import { SequenceModel } from "../sequences/sequence-model.js";
import type { SequenceNetwork } from "../sequences/sequence-network.js";
import { timeMajor } from "../sequences/time-major.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import type { Dimensions, ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sequenceConfigShape({ loss: "softmax", negatives: "shared", numNegatives: 512, maxLength: 50 }),
  embeddingDim: embeddingDimField(64, "Size of an item's vector, which is read and scored by."),
  hiddenUnits: z.int().min(1).max(4096).default(128).describe("Size of the state that is carried along."),
});
type Gru4recConfig = z.infer<typeof configSchema>;

function network(config: Gru4recConfig, { numItems }: Dimensions, random: Random): SequenceNetwork {
  const { embeddingDim: dim, hiddenUnits, l2 } = config;
  const recurrent = gru({ name: "gru", inputs: dim, units: hiddenUnits, random });
  const output = dense({ name: "output", inputs: hiddenUnits, outputs: dim, random });
  return {
    tables: {
      items: {
        numRows: numItems,
        spec: { side: "item", embeddingDim: dim, initializer: normal(0.02), l2 },
        rowsOf: (sequences) =>
          timeMajor(sequences).tokenAt.map((token) => sequences.itemIndex[token] as number),
      },
    },
    scoredBy: "items",
    comparedBy: "items",
    layers: [recurrent, output],
    encode({ rows, sequences, dropout }) {
      const { items } = rows as { items: tf.Tensor2D }; // [tokens, dim], time by time
      const { starts, placeOf } = timeMajor(sequences);
      const states = recurrent.apply(dropout.apply(items), starts); // [tokens, hiddenUnits]
      return pickRows(output.apply(dropout.apply(states)), placeOf);
    },
  };
}

/** GRU4Rec: a recurrent unit over a history. Hidasi et al., ICLR 2016. */
export const gru4rec: ModelDefinition<Gru4recConfig> = {
  name: "gru4rec",
  title: "GRU4Rec",
  summary:
    "Carries a state from item to item by a gated recurrent unit, and scores each item as the next one.",
  paper:
    "Hidasi, Karatzoglou, Baltrunas & Tikk, Session-based recommendations with recurrent neural networks, ICLR 2016; Hidasi & Karatzoglou, CIKM 2018",
  whenToUse: "Sessions and short histories, and wherever a state must be carried on one item at a time.",
  whenNotToUse: "Long histories: sasrec looks back at any item directly, and trains faster.",
  readsOrder: true,
  searchSpace: {
    embeddingDim: { kind: "choice", values: [32, 64, 128] },
    hiddenUnits: { kind: "choice", values: [64, 128, 256] },
    dropout: { kind: "uniform", min: 0.1, max: 0.5 },
    learningRate: { kind: "log-uniform", min: 3e-4, max: 5e-3 },
    numNegatives: { kind: "choice", values: [256, 512, 1024] },
    epochs: { kind: "early-stopped", max: 200, patience: 5 },
  },
  tasks: ["ranking"],
  configSchema,
  conditions: sequenceConditions,
  taskDefaults: {},
  create: (config, options) =>
    new SequenceModel(
      "gru4rec",
      config,
      { network: network(config, options.dimensions, options.random) },
      options,
    ),
};
