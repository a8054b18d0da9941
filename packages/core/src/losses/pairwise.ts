import * as tf from "@tensorflow/tfjs";
import { pairs } from "../sampling/drawn-batches.js";
import { type SamplerName, samplerNames } from "../sampling/sampler.js";
import { uniformSampler } from "../sampling/uniform.js";
import { groupOf } from "./group.js";
import type { Loss } from "./loss.js";
import { maskedMean } from "./masked-mean.js";
import { sameShape } from "./same-shape.js";

/** A name and a function of pairs. */
export interface PairwiseLossOptions {
  readonly name: string;
  /**
   * The loss of each pair.
   *
   * @param positive logits of observed items: [pairs], or [groups, 1] beside all negatives of each
   * @param negative logits of negatives: [pairs], or [groups, negatives]
   * @returns the loss of each pair, the shape of `negative`, of differentiable `tf` functions
   */
  readonly compute: (positive: tf.Tensor, negative: tf.Tensor) => tf.Tensor;
}

/**
 * A loss that judges an observed item against one that was not: the mean of the losses of all pairs.
 *
 * Logits are [2 · pairs], all positives, then one negative of each in the same order; or [groups, candidates].
 */
export function pairwise({ name, compute }: PairwiseLossOptions): Loss<SamplerName> {
  return {
    name,
    task: "ranking",
    samplers: samplerNames,
    batches: (options) => (options.sampler ?? uniformSampler()).batches(pairs, options),
    compute(logits, targets) {
      if (logits.rank === 1) {
        const count = (logits.shape[0] ?? 0) / 2;
        const halves = logits as tf.Tensor1D;
        const losses = compute(tf.slice1d(halves, 0, count), tf.slice1d(halves, count, count));
        return tf.mean(sameShape(name, losses, [count]));
      }
      const { positive, negatives, mask } = groupOf(logits, targets);
      return maskedMean(sameShape(name, compute(positive, negatives), negatives.shape), mask);
    },
  };
}
