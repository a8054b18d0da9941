import * as tf from "@tensorflow/tfjs";
import { checkPositive } from "./check-option.js";
import { differences, discountOf, gainOf, idealGain } from "./discounted-gain.js";
import { type ListOptions, type ListSamplers, listwise } from "./listwise.js";
import type { Loss } from "./loss.js";

/** How smooth the ranks are. */
export interface ApproxNdcgOptions extends ListOptions {
  /** How soft ranks are: towards 0 they are the true ones, and their gradients vanish. Above 0; 0.1 unless set. */
  readonly temperature?: number;
}

/**
 * mean over lists of 1 − NDCG, with the rank of item i softened to 1 + Σ_{j≠i} σ((x_j − x_i) / T), gain 2^y − 1 and
 * discount 1 / log₂(1 + rank). A list without a relevant item costs nothing. Qin, Liu & Li, A general approximation
 * framework for direct optimization of information retrieval measures, Information Retrieval 13, 2010; Bruch, Zoghi,
 * Bendersky & Najork, Revisiting approximate metric optimization in the age of deep neural networks, SIGIR 2019.
 *
 * @throws InvalidConfigError for a temperature that is not above 0, or lists without a positive
 */
export function approxNdcg({ temperature = 0.1, ...options }: ApproxNdcgOptions = {}): Loss<ListSamplers> {
  checkPositive({ name: "The temperature of approx-ndcg", value: temperature });
  return listwise({
    ...options,
    name: "approx-ndcg",
    compute(scores, grades, mask) {
      const [lists, items] = scores.shape;
      const above = tf.sigmoid(tf.div(differences(scores), temperature)); // [lists, items, items]
      const counted = tf.mul(above, tf.reshape(mask, [lists, 1, items]));
      // An item is above itself by σ(0) = ½, where it counts.
      const ranks = tf.add(tf.sub(tf.sum(counted, 2), tf.mul(mask, 0.5)), 1) as tf.Tensor2D;
      const gains = tf.mul(gainOf(grades), mask) as tf.Tensor2D;
      const ndcg = tf.div(tf.sum(tf.mul(gains, discountOf(ranks)), 1, true), idealGain(gains));
      return tf.sub(hasRelevant(gains), ndcg);
    },
  });
}

/** [lists, 1] */
const hasRelevant = (gains: tf.Tensor2D): tf.Tensor => tf.step(tf.sum(gains, 1, true));
