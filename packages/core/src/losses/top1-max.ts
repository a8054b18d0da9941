import * as tf from "@tensorflow/tfjs";
import { samplerNames } from "../sampling/sampler.js";
import { groupOf, masked, meanOfGroups } from "./group.js";
import { groupwise } from "./groupwise.js";

/**
 * mean over groups of Σ_j s_j [σ(r_j − r_i) + σ(r_j²)] with s = softmax of the negatives' scores r_j: the negative that
 * scores highest counts most. Hidasi & Karatzoglou, Recurrent neural networks with top-k gains for session-based
 * recommendations, CIKM 2018, formula 6.
 */
export const top1Max = groupwise({
  name: "top1-max",
  samplers: samplerNames,
  compute(logits, targets) {
    const { positive, negatives, mask } = groupOf(logits, targets);
    const shares = tf.softmax(masked(negatives, mask)); // [groups, negatives]
    const losses = tf.add(tf.sigmoid(tf.sub(negatives, positive)), tf.sigmoid(tf.square(negatives)));
    return meanOfGroups(tf.sum(tf.mul(shares, losses), 1, true), mask);
  },
});
