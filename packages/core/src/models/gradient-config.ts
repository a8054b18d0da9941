import * as z from "zod";
import { optimizerNames } from "../embedding/optimizers.js";
import { lossNames } from "../losses/registry.js";
import { samplerNames } from "../sampling/sampler.js";

/** How a model trained by gradients is trained: part of every such model's config. */
export const gradientConfigShape = {
  loss: z
    .enum(lossNames)
    .default("bce")
    .describe(
      "What training minimises: mse, mae and huber fit ratings; the others order items, most of them against sampled negatives.",
    ),
  sampler: z
    .enum(["auto", ...samplerNames])
    .default("auto")
    .describe(
      "Where negatives come from: auto is uniform for the losses that draw them, and none for the others.",
    ),
  numNegatives: z
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe(
      "Sampled negatives for each observed item, drawn anew each epoch; those that warp looks through at most.",
    ),
  popularityPower: z
    .number()
    .min(0)
    .max(10)
    .default(0.75)
    .describe("For the sampler popularity: chances are in proportion to interactions to this power."),
  hardCandidates: z
    .int()
    .min(1)
    .max(1000)
    .default(8)
    .describe("For the sampler dynamic-hard: each negative is the highest-scoring of this many items."),
  allowPositives: z.boolean().default(false).describe("Leaves items that the user has among the negatives."),
  huberDelta: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe("For the loss huber: errors up to this are squared, larger ones count in proportion."),
  confidenceAlpha: z
    .number()
    .min(0)
    .max(1000)
    .default(1)
    .describe("For the loss confidence-weighted-logistic: how much a unit of value adds to the confidence."),
  margin: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .describe("For the losses hinge and warp: how far a positive must be above a negative to cost nothing."),
  scoreL2: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe("For the loss bpr-max: weight of the squared scores of negatives."),
  temperature: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .describe("For the losses softmax and sampled-softmax: logits are divided by it."),
  positivesPerList: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe("For the losses list-net, approx-ndcg and lambda-rank: observed items of a list at most."),
  rankTemperature: z
    .number()
    .gt(0)
    .max(100)
    .default(0.1)
    .describe(
      "For the loss approx-ndcg: how soft ranks are; towards 0 they are true, and nothing is learned.",
    ),
  sigma: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .describe("For the loss lambda-rank: how sharply the cost of a pair follows its difference."),
  optimizer: z
    .enum(optimizerNames)
    .default("adam")
    .describe("The update rule of embeddings and dense weights."),
  learningRate: z.number().gt(0).max(1000).default(0.001).describe("Step size of the optimizer."),
  decay: z
    .enum(["none", "linear"])
    .default("none")
    .describe("linear lowers the learning rate epoch by epoch, towards zero after the last."),
  l2: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe("Weight of the squared norm of the embeddings that a batch reads."),
  batchSize: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2048)
    .describe("Rows in one step, sampled negatives included."),
  epochs: z.int().min(1).max(10_000).default(20).describe("Passes over the observed interactions."),
} as const;

/** How a model that reads features is trained with them: part of every such model's config. */
export const featureConfigShape = {
  idDropout: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe(
      "With features: the chance that a user's or an item's id is hidden from a training row, which teaches the model to score those it knows by their features alone.",
    ),
} as const;

/** The config fields of every model that is trained by gradients. */
export type GradientConfig = z.infer<z.ZodObject<typeof gradientConfigShape>> &
  Partial<z.infer<z.ZodObject<typeof featureConfigShape>>>;

export const hiddenL2Field = z
  .number()
  .min(0)
  .max(100)
  .default(0)
  .describe("Weight of the squared kernels of the hidden layers.");

export const hiddenUnitsField = (fallback: number[]) =>
  z
    .array(z.int().min(1).max(8192))
    .min(1)
    .max(10)
    .default(fallback)
    .describe("Sizes of the hidden layers, from the embeddings to the output, each with a ReLU.");
