import * as z from "zod";
import { sgdConfigShape } from "../factorization/sgd-config.js";
import { SgdModel } from "../factorization/sgd-model.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject({
  ...sgdConfigShape,
  maxTrials: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .describe("Items drawn at most to find one that scores within 1 of an observed item, or above it."),
});
type WarpMfConfig = z.infer<typeof configSchema>;

/**
 * score = user · item + item bias. A violating negative found after N draws weighs 1 + 1/2 + … + 1/r, where
 * r = ⌊(numItems − 1) / N⌋ estimates the rank of the observed item.
 */
export const warpMf: ModelDefinition<WarpMfConfig> = {
  name: "warp-mf",
  title: "WARP matrix factorization",
  summary: "Looks for items that wrongly rank above an observed one, and learns most where many do.",
  paper: "Weston, Bengio & Usunier, WSABIE: scaling up to large vocabulary image annotation, IJCAI 2011",
  whenToUse: "Implicit data where the top of the list is what matters.",
  whenNotToUse: "For ratings, or where the whole order counts: it learns the head of the list.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 16, max: 256 },
    learningRate: { kind: "log-uniform", min: 0.01, max: 0.3 },
    l2: { kind: "log-uniform", min: 0.01, max: 1 },
    maxTrials: { kind: "log-integer", min: 5, max: 200 },
    epochs: { kind: "log-integer", min: 10, max: 100 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: { ranking: { optimizer: "adagrad", l2: 0.2, epochs: 30 } },
  create: (config, options) =>
    new SgdModel("warp-mf", config, { ...config, loss: "warp", numNegatives: 1 }, options),
};
