import { binaryCrossEntropy } from "./binary-cross-entropy.js";
import { bpr } from "./bpr.js";
import type { Loss } from "./loss.js";
import { mse } from "./mse.js";

export const lossNames = ["mse", "bce", "bpr"] as const;
export type LossName = (typeof lossNames)[number];

/** Every loss a config can name. */
export const losses: Readonly<Record<LossName, Loss>> = { mse, bce: binaryCrossEntropy, bpr };
