import * as tf from "@tensorflow/tfjs";
import type { SamplerName } from "../sampling/sampler.js";
import { checkCounts } from "./check-counts.js";
import { checkNotNegative } from "./check-option.js";
import type { Loss } from "./loss.js";
import { pointwise } from "./pointwise.js";
import { softplus } from "./softplus.js";

/** How a value becomes a confidence. */
export interface ConfidenceWeightedLogisticOptions {
  /** How much a unit of an observed value adds to the confidence that the item is liked. At least 0; 1 unless set. */
  readonly alpha?: number;
}

/**
 * mean (1 + α r) softplus(x) − α r x: an item of value r was liked α r times, and every item, negatives with r = 0
 * among them, was passed over once. Johnson, Logistic matrix factorization for implicit feedback data, NeurIPS
 * workshop 2014, formula 4, over sampled negatives in the place of all.
 *
 * @throws InvalidConfigError for an alpha below 0
 */
export function confidenceWeightedLogistic({
  alpha = 1,
}: ConfidenceWeightedLogisticOptions = {}): Loss<SamplerName> {
  checkNotNegative({ name: "The alpha of confidence-weighted-logistic", value: alpha });
  const loss = pointwise({
    name: "confidence-weighted-logistic",
    task: "ranking",
    compute(logits, labels, { values }) {
      const liked = tf.mul(values ?? labels, alpha);
      return tf.sub(tf.mul(tf.add(liked, 1), softplus(logits)), tf.mul(liked, logits));
    },
  });
  return {
    ...loss,
    batches(options) {
      checkCounts(`The loss "${loss.name}"`, options.data.value);
      return loss.batches(options);
    },
  };
}
