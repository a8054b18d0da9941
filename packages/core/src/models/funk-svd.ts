import * as z from "zod";
import { RatingSgdModel } from "../factorization/rating-sgd-model.js";
import { sgdConfigShape } from "../factorization/sgd-config.js";
import type { ModelDefinition } from "./model.js";

const configSchema = z.strictObject(sgdConfigShape);
type FunkSvdConfig = z.infer<typeof configSchema>;

/**
 * rating = mean + user bias + item bias + user · item, within the range of the training values: what biased-mf learns
 * by batches of a network's gradients, here one rating at a time.
 */
export const funkSvd: ModelDefinition<FunkSvdConfig> = {
  name: "funk-svd",
  title: "Funk SVD",
  summary: "Fits ratings by a vector and a bias for each user and item, one rating after another.",
  paper:
    "Koren, Bell & Volinsky, Matrix factorization techniques for recommender systems, Computer 42(8), 2009; after Funk, 2006",
  whenToUse: "Ratings, in seconds: the same model as biased-mf, trained by kernels on all cores.",
  whenNotToUse:
    "To rank items: it learns the ratings that there are, and nothing of what people leave alone.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    learningRate: { kind: "log-uniform", min: 0.003, max: 0.1 },
    l2: { kind: "log-uniform", min: 0.01, max: 0.5 },
    biasL2: { kind: "uniform", min: 0, max: 0.05 },
    epochs: { kind: "log-integer", min: 10, max: 80 },
  },
  tasks: ["rating"],
  configSchema,
  taskDefaults: { rating: { embeddingDim: 32, learningRate: 0.02, l2: 0.1, biasL2: 0.005, epochs: 30 } },
  create: (config, options) => new RatingSgdModel("funk-svd", config, options),
};
