import * as z from "zod";
import { optimizerNames } from "../embedding/optimizers.js";
import type { FieldConditions } from "../models/field-conditions.js";
import { nextItemLossNames } from "./next-item-losses.js";
import { negativeNames } from "./next-item-negatives.js";

/** How a model of sequences is trained: part of every such model's config. */
export const sequenceConfigShape = (defaults: {
  readonly loss: (typeof nextItemLossNames)[number];
  readonly negatives: (typeof negativeNames)[number];
  readonly numNegatives: number;
  readonly maxLength: number;
}) => ({
  maxLength: z
    .int()
    .min(1)
    .max(4096)
    .default(defaults.maxLength)
    .describe("Items of a history that are read: the last ones. Longer histories are trained on in parts."),
  loss: z
    .enum(nextItemLossNames)
    .default(defaults.loss)
    .describe(
      "What training minimises: softmax chooses the next item among many at once; bce (the paper of SASRec) judges each item alone; gbce is bce corrected for how few negatives there are; bpr-max and top1-max (the later paper of GRU4Rec) put it before the negative that scores highest.",
    ),
  negatives: z
    .enum(negativeNames)
    .default(defaults.negatives)
    .describe(
      "What the next item is told from: all items; numNegatives drawn once a step, shared by its predictions; or each prediction's own numNegatives, none of the user's items.",
    ),
  numNegatives: z
    .int()
    .min(1)
    .max(100_000)
    .default(defaults.numNegatives)
    .describe("Sampled negatives, where not all items are."),
  scoreL2: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe("For the loss bpr-max: weight of the squared scores of negatives."),
  calibration: z
    .number()
    .min(0)
    .max(1)
    .default(0.75)
    .describe(
      "For the loss gbce: how far it corrects; 0 is bce, 1 makes probabilities those among the whole catalogue.",
    ),
  optimizer: z.enum(optimizerNames).default("adam").describe("The update rule of embeddings and weights."),
  learningRate: z.number().gt(0).max(10).default(0.001).describe("Step size of the optimizer."),
  l2: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe("Weight of the squared norm of the embeddings that a batch reads."),
  dropout: z
    .number()
    .min(0)
    .lt(1)
    .default(0.2)
    .describe("Share of the activations that a training step sets to zero."),
  batchSize: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2048)
    .describe("Items of sequences in one step, about; a sequence is never divided."),
  epochs: z.int().min(1).max(10_000).default(20).describe("Passes over the sequences."),
});

export type SequenceConfig = z.infer<z.ZodObject<ReturnType<typeof sequenceConfigShape>>>;

/** Of the fields that not every config of a model of sequences reads. */
export const sequenceConditions: FieldConditions<SequenceConfig> = {
  scoreL2: { unless: "the loss is bpr-max", config: ({ loss }) => loss === "bpr-max" },
  calibration: { unless: "the loss is gbce", config: ({ loss }) => loss === "gbce" },
  numNegatives: { unless: "negatives is shared or own", config: ({ negatives }) => negatives !== "all" },
};
