/** σ(x) = 1 / (1 + e^−x) */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** log(1 + e^x) */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** −log σ(x) and what its descent adds to x, for an observed pair of logit x. */
export interface PositivePull {
  readonly loss: number;
  readonly g: number;
}

/**
 * Of an observed pair: −log σ(x). With a confidence c it was liked c times and passed over once, as every other pair was:
 * −c log σ(x) − log(1 − σ(x)). Johnson, Logistic matrix factorization for implicit feedback data, NeurIPS workshop 2014,
 * formulas 2 and 4, c = α r.
 */
export function positivePull(x: number, confidence: number | undefined): PositivePull {
  if (confidence === undefined) return { loss: softplus(-x), g: sigmoid(-x) };
  return { loss: confidence * softplus(-x) + softplus(x), g: confidence * sigmoid(-x) - sigmoid(x) };
}
