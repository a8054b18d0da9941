import * as tf from "@tensorflow/tfjs";
import type { Targets } from "./loss.js";

/** An observed item among its negatives. */
export interface Group {
  /** [groups, 1] */
  readonly positive: tf.Tensor2D;
  /** [groups, negatives] */
  readonly negatives: tf.Tensor2D;
  /** [groups, negatives], 1 for those that count; undefined: all do */
  readonly mask: tf.Tensor2D | undefined;
}

/** Below any logit, and small enough that a sum with a logit stays finite. */
const belowAll = 1e30;

/** The positive and the negatives of each group. @param logits [groups, candidates] */
export function groupOf(logits: tf.Tensor, targets: Targets): Group {
  const [groups = 0, candidates = 0] = logits.shape;
  const all = logits as tf.Tensor2D;
  const { positiveColumn, mask } = targets;
  if (!positiveColumn) {
    const negatives = [groups, candidates - 1] as [number, number];
    return {
      positive: tf.slice2d(all, [0, 0], [groups, 1]),
      negatives: tf.slice2d(all, [0, 1], negatives),
      mask: mask && tf.slice2d(mask as tf.Tensor2D, [0, 1], negatives),
    };
  }
  const own = positivesOf(targets, groups, candidates);
  return {
    positive: tf.sum(tf.mul(all, own), 1, true),
    negatives: all,
    mask: tf.sub(mask ?? tf.onesLike(own), own),
  };
}

/**
 * [groups, candidates]: 1 at each group's observed item, else 0. By arithmetic, since `tf.oneHot` is wrong on
 * TensorFlow.js's WebAssembly backend. Columns are whole numbers, exact in float32 up to 16.7 million.
 */
export function positivesOf({ positiveColumn }: Targets, groups: number, candidates: number): tf.Tensor2D {
  const columns = positiveColumn ? tf.cast(positiveColumn, "float32") : tf.zeros([groups]);
  const distance = tf.abs(tf.sub(tf.range(0, candidates), tf.reshape(columns, [groups, 1])));
  return tf.sub(1, tf.step(distance));
}

/** Scores of what does not count go below all others: a softmax gives it nothing. */
export function masked(scores: tf.Tensor2D, mask: tf.Tensor | undefined): tf.Tensor2D {
  return mask ? tf.add(scores, tf.mul(tf.sub(mask, 1), belowAll)) : scores;
}

/**
 * Mean over the groups that have a negative which counts; 0 where none has.
 *
 * @param losses [groups, 1]
 */
export function meanOfGroups(losses: tf.Tensor, mask: tf.Tensor2D | undefined): tf.Scalar {
  if (!mask) return tf.mean(losses);
  const hasNegative = tf.max(mask, 1, true); // [groups, 1]
  return tf.div(tf.sum(tf.mul(losses, hasNegative)), tf.maximum(tf.sum(hasNegative), 1));
}
