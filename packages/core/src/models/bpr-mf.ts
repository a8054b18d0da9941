import * as z from "zod";
import { numNegativesField, sgdConfigShape } from "../factorization/sgd-config.js";
import { SgdModel } from "../factorization/sgd-model.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sgdConfigShape,
  loss: z
    .enum(["bpr", "hinge"])
    .default("bpr")
    .describe(
      "Of score(observed) − score(negative): bpr is −log σ of it, hinge is how much it falls short of 1.",
    ),
  numNegatives: numNegativesField(2),
});
type BprMfConfig = z.infer<typeof configSchema>;

/** score = user · item + item bias */
export const bprMf: ModelDefinition<BprMfConfig> = {
  name: "bpr-mf",
  title: "BPR matrix factorization",
  summary: "Learns embeddings by which each user's items come before those he does not have, pair by pair.",
  paper:
    "Rendle, Freudenthaler, Gantner & Schmidt-Thieme, BPR: Bayesian personalized ranking from implicit feedback, UAI 2009",
  whenToUse: "Implicit data of any size: an epoch over millions of interactions takes a second.",
  whenNotToUse:
    "For ratings; and compare with ials or ease before you ship it, which rank better on most data.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 16, max: 256 },
    learningRate: { kind: "log-uniform", min: 0.01, max: 0.3 },
    l2: { kind: "log-uniform", min: 0.0005, max: 0.1 },
    biasL2: { kind: "uniform", min: 0, max: 0.1 },
    numNegatives: { kind: "integer", min: 1, max: 8 },
    epochs: { kind: "log-integer", min: 10, max: 100 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: { ranking: { l2: 0.007, biasL2: 0.02, epochs: 30 } },
  create: (config, options) => new SgdModel("bpr-mf", config, { ...config, maxTrials: 1 }, options),
};
