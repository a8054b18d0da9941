import type { z } from "zod";
import type { Dataset } from "../../schemas/dataset.js";
import type { startRun } from "../../schemas/run.js";

/** What to ask of `startRun`, beside the data set. */
export type SeedRun = Pick<z.input<typeof startRun>, "modelName" | "config" | "split">;

/** Rows, sampled negatives included, that a first start is worth waiting for. */
const rowBudget = 2_000_000;

/**
 * The three models that a first start trains: the floor, the classic and the deep one. Epochs follow the size of the
 * data, so that a small set is trained well and a large one does not take an hour; learning rates are higher than the
 * defaults, for so few epochs. Better ones are trained from the admin app.
 */
export function seedRuns({ numInteractions, hasTimestamps }: Dataset): SeedRun[] {
  const numNegatives = 4;
  const affordable = Math.round(rowBudget / (numInteractions * (1 + numNegatives)));
  const epochs = Math.min(100, Math.max(3, affordable));
  const split = hasTimestamps
    ? ({ kind: "leave-last-out" } as const)
    : ({ kind: "n-held-out", perUser: 1 } as const);
  const shared = { epochs, numNegatives, embeddingDim: 16, l2: 0.00001 };
  return [
    { modelName: "popularity", config: {}, split },
    { modelName: "biased-mf", config: { ...shared, learningRate: 0.01 }, split },
    { modelName: "neumf", config: { ...shared, learningRate: 0.003, mlpL2: 0.00001 }, split },
  ];
}
