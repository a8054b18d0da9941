/** What an epoch of stochastic gradients minimises. */
export type SgdLoss = "squared" | "logistic" | "bpr" | "hinge" | "warp";

/** How a dot-product model is trained. */
export interface SgdSettings {
  readonly loss: SgdLoss;
  /** `sgd` takes steps of learningRate, `adagrad` of learningRate / √(the row's sum of mean squared gradients). */
  readonly optimizer: "sgd" | "adagrad";
  readonly learningRate: number;
  /** `linear` lowers the learning rate by the same amount each epoch, to reach zero after the last. */
  readonly decay: "none" | "linear";
  /** An update adds −step · l2 · w to each vector w that it touches. */
  readonly l2: number;
  /** The same for biases. */
  readonly biasL2: number;
  /** Sampled for each observed pair: by logistic, bpr and hinge. */
  readonly numNegatives: number;
  /** Of `logistic`: an observed pair counts this times its value. All count alike, once, unless given. */
  readonly confidenceAlpha?: number | null;
  /** How many items `warp` draws at most to find a negative that violates the margin. */
  readonly maxTrials: number;
}

/** Where Adagrad's sums start, so that first steps are not huge. */
export const initialSquares = 0.1;

/** Samples that an epoch takes of each row of the data. */
export function samplesPerRow({ loss, numNegatives }: SgdSettings): number {
  if (loss === "logistic") return 1 + numNegatives;
  return loss === "bpr" || loss === "hinge" ? numNegatives : 1;
}

/** The most scores that a row of the data costs in an epoch. */
export function scoresPerRow(settings: SgdSettings): number {
  return settings.loss === "warp" ? 1 + settings.maxTrials : samplesPerRow(settings);
}
