import * as tf from "@tensorflow/tfjs";
import { type SamplerName, samplerNames } from "../sampling/sampler.js";
import { checkNotNegative } from "./check-option.js";
import { groupOf, masked, meanOfGroups } from "./group.js";
import { groupwise } from "./groupwise.js";
import type { Loss } from "./loss.js";
import { softplus } from "./softplus.js";

/** How much the scores of negatives are held back. */
export interface BprMaxOptions {
  /** Weight λ of the squared scores of negatives. At least 0; 1 unless set. */
  readonly scoreL2?: number;
}

/**
 * mean over groups of −log Σ_j s_j σ(r_i − r_j) + λ Σ_j s_j r_j² with s = softmax of the negatives' scores r_j: the
 * chance that the positive beats the negative that scores highest. Hidasi & Karatzoglou, Recurrent neural networks
 * with top-k gains for session-based recommendations, CIKM 2018, formulas 8 and 10.
 *
 * @throws InvalidConfigError for a weight below 0
 */
export function bprMax({ scoreL2 = 1 }: BprMaxOptions = {}): Loss<SamplerName> {
  checkNotNegative({ name: "The scoreL2 of bpr-max", value: scoreL2 });
  return groupwise({
    name: "bpr-max",
    samplers: samplerNames,
    compute(logits, targets) {
      const { positive, negatives, mask } = groupOf(logits, targets);
      const logShares = tf.logSoftmax(masked(negatives, mask)); // [groups, negatives]
      // log σ(x) = −softplus(−x): the sum stays in logarithms, where nothing underflows.
      const logBeats = tf.sub(logShares, softplus(tf.sub(negatives, positive)));
      const regularization = tf.sum(tf.mul(tf.exp(logShares), tf.square(negatives)), 1, true);
      const losses = tf.add(tf.neg(tf.logSumExp(logBeats, 1, true)), tf.mul(regularization, scoreL2));
      return meanOfGroups(losses, mask);
    },
  });
}
