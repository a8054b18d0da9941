import * as tf from "@tensorflow/tfjs";
import { masked } from "./group.js";
import { type ListOptions, type ListSamplers, listwise } from "./listwise.js";
import type { Loss } from "./loss.js";

/**
 * mean over lists of −Σ_i softmax(y)_i log softmax(x)_i: the cross-entropy of the chances to be first, by grades y and by
 * scores x. Cao, Qin, Liu, Tsai & Li, Learning to rank: from pairwise approach to listwise approach, ICML 2007.
 *
 * @throws InvalidConfigError for lists without a positive
 */
export function listNet(options: ListOptions = {}): Loss<ListSamplers> {
  return listwise({
    ...options,
    name: "list-net",
    compute(scores, grades, mask) {
      const chances = tf.softmax(masked(grades, mask)); // [lists, items]
      return tf.neg(tf.sum(tf.mul(chances, tf.logSoftmax(masked(scores, mask))), 1, true));
    },
  });
}
