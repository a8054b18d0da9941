import * as z from "zod";
import { autoencoderConfigShape } from "../autoencoders/autoencoder-config.js";
import { AutoencoderModel } from "../autoencoders/autoencoder-model.js";
import { deterministicCode } from "../autoencoders/bottleneck.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject(
  autoencoderConfigShape({ hiddenUnits: [], embeddingDim: 200, l2: 0, epochs: 25 }),
);
type MultDaeConfig = z.infer<typeof configSchema>;

/** Mult-DAE: a denoising autoencoder of histories. Liang et al., WWW 2018. */
export const multDae: ModelDefinition<MultDaeConfig> = {
  name: "mult-dae",
  title: "Mult-DAE",
  summary: "Learns to complete histories of which a part is hidden, by way of one small code.",
  paper: "Liang, Krishnan, Hoffman & Jebara, Variational autoencoders for collaborative filtering, WWW 2018",
  whenToUse:
    "As Mult-VAE, with one knob less: half the network, and as good where users have long histories.",
  whenNotToUse:
    "Where most histories are short: the distribution over codes of Mult-VAE generalises better from few items.",
  searchSpace: {
    dropout: { kind: "uniform", min: 0.2, max: 0.8 },
    embeddingDim: { kind: "choice", values: [64, 128, 200, 400] },
    learningRate: { kind: "log-uniform", min: 3e-4, max: 3e-3 },
    l2: { kind: "choice", values: [0, 0.0001, 0.001, 0.01] },
    batchSize: { kind: "choice", values: [128, 256, 512] },
    epochs: { kind: "early-stopped", max: 200, patience: 10 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, options) =>
    new AutoencoderModel(
      "mult-dae",
      config,
      { bottleneck: deterministicCode, penaltyWeight: () => 0 },
      options,
    ),
};
