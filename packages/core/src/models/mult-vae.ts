import * as z from "zod";
import {
  annealingEpochsField,
  autoencoderConfigShape,
  klWeightField,
} from "../autoencoders/autoencoder-config.js";
import { AutoencoderModel } from "../autoencoders/autoencoder-model.js";
import { gaussianCode } from "../autoencoders/bottleneck.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...autoencoderConfigShape({ hiddenUnits: [], embeddingDim: 200, l2: 0, epochs: 60 }),
  klWeight: klWeightField,
  annealingEpochs: annealingEpochsField,
});
type MultVaeConfig = z.infer<typeof configSchema>;

/** Mult-VAE: a variational autoencoder of histories. Liang et al., WWW 2018. */
export const multVae: ModelDefinition<MultVaeConfig> = {
  name: "mult-vae",
  title: "Mult-VAE",
  summary:
    "Squeezes a history into a distribution over codes, and reads from it how likely each item of the catalogue is.",
  paper: "Liang, Krishnan, Hoffman & Jebara, Variational autoencoders for collaborative filtering, WWW 2018",
  whenToUse:
    "Implicit data with many users: among the best on whole rankings, and new users need a history alone.",
  whenNotToUse:
    "For catalogues of millions of items: each step reads and writes a weight vector for every item.",
  searchSpace: {
    hiddenUnits: { kind: "choice", values: [[], [600]] },
    klWeight: { kind: "log-uniform", min: 0.02, max: 1 },
    dropout: { kind: "uniform", min: 0.2, max: 0.8 },
    embeddingDim: { kind: "choice", values: [64, 128, 200] },
    learningRate: { kind: "log-uniform", min: 3e-4, max: 3e-3 },
    batchSize: { kind: "choice", values: [128, 256, 512] },
    epochs: { kind: "early-stopped", max: 200, patience: 10 },
  },
  tasks: ["ranking"],
  configSchema,
  conditions: { annealingEpochs: { unless: "klWeight is above 0", config: ({ klWeight }) => klWeight > 0 } },
  taskDefaults: {},
  create: (config, options) => {
    const { klWeight, annealingEpochs } = config;
    const penaltyWeight = (epochs: number) =>
      epochs < annealingEpochs ? (klWeight * epochs) / annealingEpochs : klWeight;
    return new AutoencoderModel("mult-vae", config, { bottleneck: gaussianCode, penaltyWeight }, options);
  },
};
