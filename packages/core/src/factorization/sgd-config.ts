import * as z from "zod";

/** What every model that this folder trains has in its config. */
export const sgdConfigShape = {
  embeddingDim: z.int().min(1).max(2048).default(64).describe("Size of a user's and an item's embedding."),
  optimizer: z
    .enum(["sgd", "adagrad"])
    .default("sgd")
    .describe("sgd takes steps of the learning rate; adagrad shortens those of vectors that moved much."),
  learningRate: z.number().gt(0).max(10).default(0.05).describe("Step size of the optimizer."),
  decay: z
    .enum(["none", "linear"])
    .default("linear")
    .describe("linear lowers the learning rate epoch by epoch, towards zero after the last."),
  l2: z
    .number()
    .min(0)
    .max(10)
    .default(0.01)
    .describe("How strongly each update pulls the embeddings it touches towards zero."),
  biasL2: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .describe("How strongly each update pulls the biases it touches towards zero."),
  epochs: z.int().min(1).max(10_000).default(20).describe("Passes over the observed interactions."),
} as const;

export const numNegativesField = (fallback: number) =>
  z
    .int()
    .min(1)
    .max(100)
    .default(fallback)
    .describe("Sampled negatives for each observed item, drawn anew each epoch.");

export type SgdConfig = z.infer<z.ZodObject<typeof sgdConfigShape>>;
