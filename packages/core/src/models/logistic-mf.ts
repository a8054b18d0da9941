import * as z from "zod";
import { numNegativesField, sgdConfigShape } from "../factorization/sgd-config.js";
import { SgdModel } from "../factorization/sgd-model.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject({ ...sgdConfigShape, numNegatives: numNegativesField(4) });
type LogisticMfConfig = z.infer<typeof configSchema>;

/**
 * score = user · item + user bias + item bias: the logit of an interaction against sampled negatives. The name and the
 * probabilities are Johnson's (Logistic matrix factorization for implicit feedback data, 2014), the sampling is the
 * cited paper's.
 */
export const logisticMf: ModelDefinition<LogisticMfConfig> = {
  name: "logistic-mf",
  title: "Logistic matrix factorization",
  summary: "Learns embeddings whose dot product tells a user's items from sampled ones.",
  paper:
    "Rendle, Krichene, Zhang & Anderson, Neural collaborative filtering vs. matrix factorization revisited, RecSys 2020",
  whenToUse: "Implicit data, when quality matters more than seconds of training.",
  whenNotToUse: "For ratings, or where a few seconds must do: ials comes as far in fewer passes.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 16, max: 256 },
    learningRate: { kind: "log-uniform", min: 0.01, max: 0.3 },
    l2: { kind: "log-uniform", min: 0.001, max: 0.1 },
    biasL2: { kind: "uniform", min: 0, max: 0.05 },
    numNegatives: { kind: "integer", min: 1, max: 10 },
    epochs: { kind: "log-integer", min: 10, max: 100 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: { ranking: { biasL2: 0.01 } },
  create: (config, options) =>
    new SgdModel("logistic-mf", config, { ...config, loss: "logistic", maxTrials: 1 }, options),
};
