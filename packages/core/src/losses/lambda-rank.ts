import * as tf from "@tensorflow/tfjs";
import { checkPositive } from "./check-option.js";
import { differences, discountOf, gainOf, idealGain } from "./discounted-gain.js";
import { type ListOptions, type ListSamplers, listwise } from "./listwise.js";
import type { Loss } from "./loss.js";
import { softplus } from "./softplus.js";
import { withoutGradient } from "./without-gradient.js";

/** How lists are made, and how sharp their pairs are. */
export interface LambdaRankOptions extends ListOptions {
  /** How sharply a pair's cost follows its difference. Above 0; 1 unless set. */
  readonly sigma?: number;
}

/**
 * mean over lists of Σ over pairs with y_i > y_j of |ΔNDCG_ij| · log(1 + e^(−σ (x_i − x_j))), where ΔNDCG_ij is what
 * swapping the two in the present order would change, taken as a constant: so the gradients are the lambdas of Burges,
 * From RankNet to LambdaRank to LambdaMART, MSR-TR-2010-82, section 4. The form is that of Wang, Li, Golbandi,
 * Bendersky & Najork, The LambdaLoss framework for ranking metric optimization, CIKM 2018.
 *
 * @throws InvalidConfigError for a sigma that is not above 0, or lists without a positive
 */
export function lambdaRank({ sigma = 1, ...options }: LambdaRankOptions = {}): Loss<ListSamplers> {
  checkPositive({ name: "The sigma of lambda-rank", value: sigma });
  return listwise({
    ...options,
    name: "lambda-rank",
    compute(scores, grades, mask) {
      const weights = withoutGradient((present) => swapWeights(present as tf.Tensor2D, grades, mask), scores);
      // Entry (i, j) is x_j − x_i.
      const costs = softplus(tf.mul(differences(scores), sigma)); // [lists, items, items]
      return tf.reshape(tf.sum(tf.mul(weights, costs), [1, 2]), [scores.shape[0], 1]);
    },
  });
}

/** [lists, items, items] |ΔNDCG| of swapping i and j where i is the more relevant, else 0. */
function swapWeights(scores: tf.Tensor2D, grades: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor {
  const [lists, items] = scores.shape;
  const gains = tf.mul(gainOf(grades), mask) as tf.Tensor2D;
  const changes = tf.mul(differences(gains), differences(discountOf(ranksOf(scores, mask))));
  const normalized = tf.div(tf.abs(changes), tf.reshape(idealGain(gains), [lists, 1, 1]));
  const isBetter = tf.step(tf.neg(differences(gains)));
  const both = tf.mul(tf.reshape(mask, [lists, 1, items]), tf.reshape(mask, [lists, items, 1]));
  return tf.mul(tf.mul(normalized, isBetter), both);
}

/** [lists, items] ranks from 1, by scores, ties by position. */
function ranksOf(scores: tf.Tensor2D, mask: tf.Tensor2D): tf.Tensor2D {
  const [lists, items] = scores.shape;
  const above = differences(scores); // (i, j): x_j − x_i
  const earlier = differences(tf.reshape(tf.range(0, items), [1, items]) as tf.Tensor2D); // (i, j): j − i
  const isLevel = tf.sub(1, tf.step(tf.abs(above)));
  const beats = tf.add(tf.step(above), tf.mul(isLevel, tf.step(tf.neg(earlier))));
  const counted = tf.mul(beats, tf.reshape(mask, [lists, 1, items]));
  return tf.add(tf.sum(counted, 2), 1) as tf.Tensor2D;
}
