import * as tf from "@tensorflow/tfjs";
import { rowDot } from "../layers/row-dot.js";
import { bprMax } from "../losses/bpr-max.js";
import type { Loss } from "../losses/loss.js";
import { softplus } from "../losses/softplus.js";
import { top1Max } from "../losses/top1-max.js";
import type { NextItemNegatives } from "./next-item-negatives.js";
import { isOwn, softmaxHead } from "./softmax-head.js";

/** A step's predictions and what they are told from, by vectors. */
export interface Predictions {
  /** [predictions, dim] */
  readonly states: tf.Tensor2D;
  /** [predictions, dim] vectors of the items that followed */
  readonly targets: tf.Tensor2D;
  /** [negatives, dim] */
  readonly negatives: tf.Tensor2D;
  /** [predictions] */
  readonly targetIndex: Int32Array;
  readonly drawn: NextItemNegatives;
  readonly numItems: number;
}

/** The mean loss of a step's predictions, a scalar; pure and differentiable, disposes nothing. */
export type NextItemLoss = (predictions: Predictions) => tf.Scalar;

export const nextItemLossNames = ["softmax", "bce", "gbce", "bpr-max", "top1-max"] as const;
export type NextItemLossName = (typeof nextItemLossNames)[number];

/** What a config says of the options of losses. */
export interface NextItemLossOptions {
  /** How far gBCE corrects: 0 is bce, 1 makes the model's probabilities those of the catalogue. */
  readonly calibration: number;
  /** Of bpr-max: weight of the squared scores of negatives. */
  readonly scoreL2: number;
}

export const nextItemLosses: Readonly<
  Record<NextItemLossName, (options: NextItemLossOptions) => NextItemLoss>
> = {
  /** −log of the target's share in Σ exp logit over it and the negatives. */
  softmax: () => (predictions) => {
    const { drawn, ...rest } = predictions;
    if (drawn.shared) {
      return softmaxHead({ ...rest, negativeIndex: drawn.itemIndex, shifts: drawn.shifts });
    }
    const { positive, negative } = logitsOf(predictions);
    const logits = tf.concat([positive, negative], 1);
    return tf.mean(tf.sub(tf.logSumExp(logits, 1, true), positive)) as tf.Scalar;
  },
  /** −[log σ(positive) + Σ log(1 − σ(negative))] / (1 + negatives). Kang & McAuley, ICDM 2018, formula 6. */
  bce: () => (predictions) => crossEntropy(logitsOf(predictions), 1),
  /**
   * The same with log σ(positive)^β: β = α (t (1 − 1/α) + 1/α), α the share of the catalogue that is drawn.
   * Petrov & Macdonald, RecSys 2023, formulas 8 and 9.
   */
  gbce:
    ({ calibration }) =>
    (predictions) => {
      const logits = logitsOf(predictions);
      const share = Math.min(1, (logits.negative.shape[1] ?? 0) / Math.max(1, predictions.numItems - 1));
      return crossEntropy(logits, share * (calibration * (1 - 1 / share) + 1 / share));
    },
  // Both: Hidasi & Karatzoglou, CIKM 2018.
  "bpr-max": ({ scoreL2 }) => ofGroups(bprMax({ scoreL2 })),
  "top1-max": () => ofGroups(top1Max),
};

interface Logits {
  /** [predictions, 1] */
  readonly positive: tf.Tensor2D;
  /** [predictions, negatives] */
  readonly negative: tf.Tensor2D;
  /** [predictions, negatives] 0 where a shared negative is the target, which does not count, else 1 */
  readonly mask: tf.Tensor2D | undefined;
}

function crossEntropy({ positive, negative, mask }: Logits, power: number): tf.Scalar {
  const [count, negatives] = negative.shape;
  const high = tf.mul(tf.sum(softplus(tf.neg(positive))), power);
  const each = softplus(negative);
  const low = tf.sum(mask ? tf.mul(each, mask) : each);
  return tf.mul(tf.add(high, low), 1 / (count * (1 + negatives)));
}

/** A loss of groups, each a positive and its negatives. */
function ofGroups(loss: Loss): NextItemLoss {
  return (predictions) => {
    const { positive, negative, mask } = logitsOf(predictions);
    const logits = tf.concat([positive, negative], 1);
    const ones = tf.onesLike(positive);
    return loss.compute(logits, {
      labels: tf.concat([ones, tf.zerosLike(negative)], 1),
      mask: mask && tf.concat([ones, mask], 1),
      numItems: predictions.numItems,
    });
  };
}

function logitsOf({ states, targets, negatives, targetIndex, drawn }: Predictions): Logits {
  const [count, dim] = states.shape;
  const positive = tf.reshape(rowDot(states, targets), [count, 1]) as tf.Tensor2D;
  if (drawn.shared) {
    const mask = tf.sub(1, isOwn(targetIndex, drawn.itemIndex)) as tf.Tensor2D;
    return { positive, negative: tf.matMul(states, negatives, false, true), mask };
  }
  const each = negatives.shape[0] / count;
  if (each === 1) {
    return { positive, negative: tf.reshape(rowDot(states, negatives), [count, 1]), mask: undefined };
  }
  const logits = tf.matMul(
    tf.reshape(negatives, [count, each, dim]) as tf.Tensor3D,
    tf.reshape(states, [count, dim, 1]) as tf.Tensor3D,
  );
  return { positive, negative: tf.reshape(logits, [count, each]), mask: undefined };
}
