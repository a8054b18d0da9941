import * as z from "zod";

/** What both autoencoders have in their config. */
export const autoencoderConfigShape = (defaults: {
  hiddenUnits: number[];
  embeddingDim: number;
  l2: number;
  epochs: number;
}) => ({
  embeddingDim: z
    .int()
    .min(1)
    .max(2048)
    .default(defaults.embeddingDim)
    .describe("Size of the code that a history is squeezed into."),
  hiddenUnits: z
    .array(z.int().min(1).max(8192))
    .max(10)
    .default(defaults.hiddenUnits)
    .describe("Sizes of the encoder's hidden layers, each with a tanh; the decoder has them in reverse."),
  dropout: z
    .number()
    .min(0)
    .lt(1)
    .default(0.5)
    .describe("Share of a history that a training step hides from the encoder."),
  learningRate: z.number().gt(0).max(10).default(0.001).describe("Step size of Adam."),
  l2: z
    .number()
    .min(0)
    .max(10)
    .default(defaults.l2)
    .describe("Weight of the squared weights, biases excepted."),
  batchSize: z.int().min(1).max(100_000).default(128).describe("Users in one step."),
  epochs: z.int().min(1).max(10_000).default(defaults.epochs).describe("Passes over the users."),
});

export const klWeightField = z
  .number()
  .min(0)
  .max(10)
  .default(0.2)
  .describe(
    "Weight of the code's divergence from a standard normal; 1 is the variational bound, less recommends better.",
  );

export const annealingEpochsField = z
  .int()
  .min(0)
  .max(10_000)
  .default(10)
  .describe("Epochs over which klWeight grows evenly from 0 to its value.");

export type AutoencoderConfig = z.infer<z.ZodObject<ReturnType<typeof autoencoderConfigShape>>>;
