import * as z from "zod";
import { numNegativesField, sgdConfigShape } from "../factorization/sgd-config.js";
import { SgdModel } from "../factorization/sgd-model.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sgdConfigShape,
  numNegatives: numNegativesField(4),
  confidenceAlpha: z
    .number()
    .gt(0)
    .max(1000)
    .nullable()
    .default(null)
    .describe(
      "Counts an observed item this often for each unit of its value, so that plays and the like tell how sure a liking is; nothing for all alike, once.",
    ),
});
type LogisticMfConfig = z.infer<typeof configSchema>;

/**
 * score = x = user · item + user bias + item bias: the logit of an interaction against sampled negatives. Stochastic
 * gradients lower, over each observed pair and `numNegatives` items that the user has not,
 *
 *   −log σ(x) of the pair, or with α = confidenceAlpha −α r log σ(x) − log(1 − σ(x)) for its value r,
 *   −log(1 − σ(x)) of each negative,
 *
 * and l2 on what they touch. With α it is Johnson's model, which takes every pair that was not observed in the place of
 * some; without, that of Rendle et al.
 */
export const logisticMf: ModelDefinition<LogisticMfConfig> = {
  name: "logistic-mf",
  title: "Logistic matrix factorization",
  summary: "Learns embeddings whose dot product tells a user's items from sampled ones.",
  paper:
    "Johnson, Logistic matrix factorization for implicit feedback data, NeurIPS workshop 2014; sampled as Rendle, Krichene, Zhang & Anderson, Neural collaborative filtering vs. matrix factorization revisited, RecSys 2020",
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
