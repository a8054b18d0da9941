import type { z } from "zod";
import type { Dataset } from "../../schemas/dataset.js";
import type { startRun } from "../../schemas/run.js";

/** What to ask of `startRun`, beside the data set. */
export type SeedRun = Pick<z.input<typeof startRun>, "modelName" | "config" | "split">;

/** Rows, sampled negatives included, that a first start is worth waiting for. */
const rowBudget = 4_000_000;

/**
 * The three models that a first start trains: the floor, the classic and the deep one. Epochs follow the size of the
 * data, so that a small set is trained well and a large one does not take an hour; the admin app trains longer ones.
 */
export function seedRuns({ numInteractions, hasTimestamps }: Dataset): SeedRun[] {
  const numNegatives = 4;
  const epochs = Math.round(Math.min(20, Math.max(3, rowBudget / (numInteractions * (1 + numNegatives)))));
  const split = hasTimestamps
    ? ({ kind: "leave-last-out" } as const)
    : ({ kind: "n-held-out", perUser: 1 } as const);
  return [
    { modelName: "popularity", config: {}, split },
    { modelName: "biased-mf", config: { epochs, numNegatives, embeddingDim: 16 }, split },
    { modelName: "neumf", config: { epochs, numNegatives }, split },
  ];
}
