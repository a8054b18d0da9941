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
  tasks: ["rating"],
  configSchema,
  taskDefaults: { rating: { embeddingDim: 32, learningRate: 0.02, l2: 0.1, biasL2: 0.005, epochs: 30 } },
  create: (config, options) => new RatingSgdModel("funk-svd", config, options),
};
