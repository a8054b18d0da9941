import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { rowDot } from "../layers/row-dot.js";

/** What was chosen after each state, and what was not: by vectors and by item. */
export interface SharedNegatives {
  /** [predictions, dim] */
  readonly states: tf.Tensor2D;
  /** [predictions, dim] vectors of the items that followed */
  readonly targets: tf.Tensor2D;
  /** [negatives, dim] vectors that all predictions share */
  readonly negatives: tf.Tensor2D;
  /** [predictions] */
  readonly targetIndex: Int32Array;
  /** [negatives] */
  readonly negativeIndex: Int32Array;
  /** [negatives] added to the logits of the negatives: −log of how often one is expected to be drawn */
  readonly shifts: Float32Array;
}

/**
 * mean −log softmax of the target's logit among it and the negatives, those equal to the target left out. With all
 * items as negatives it is the cross-entropy over the catalogue; with some, drawn, and `shifts` it estimates it
 * (Bengio & Senécal, IEEE TNN 19(4), 2008).
 *
 * @returns a scalar
 */
export function softmaxHead(options: SharedNegatives): tf.Scalar {
  return currentSimdBackend() ? fusedHead(options) : composedHead(options);
}

function fusedHead({ states, targets, negatives, ...rest }: SharedNegatives): tf.Scalar {
  const operation = tf.customGrad((...args) => {
    const [s, t, n, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const inputs = {
      ...{ states: s, targets: t, negatives: n, shifts: tf.tensor1d(rest.shifts) },
      targetIndex: tf.tensor1d(rest.targetIndex, "int32"),
      negativeIndex: tf.tensor1d(rest.negativeIndex, "int32"),
    };
    const [losses, ...gradients] = tf.engine().runKernel("SampledSoftmax", inputs) as unknown as tf.Tensor[];
    save(gradients);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => saved.map((gradient) => tf.mul(gradient, dy));
    return { value: tf.mean(losses as tf.Tensor), gradFunc };
  });
  return operation(states, targets, negatives) as tf.Scalar;
}

/** Of functions that every backend has. */
export function composedHead(options: SharedNegatives): tf.Scalar {
  const { states, targets, negatives, shifts } = options;
  const positive = tf.expandDims(rowDot(states, targets), 1); // [predictions, 1]
  const others = tf.matMul(states, tf.transpose(negatives)); // [predictions, negatives]
  const hidden = tf.mul(isOwn(options.targetIndex, options.negativeIndex), 1e9);
  const logits = tf.concat([positive, tf.sub(tf.add(others, tf.tensor1d(shifts)), hidden)], 1);
  const largest = tf.max(logits, 1, true);
  const total = tf.sum(tf.exp(tf.sub(logits, largest)), 1, true);
  return tf.mean(tf.sub(tf.add(tf.log(total), largest), positive)) as tf.Scalar;
}

/** 1 where a negative is the target, else 0: [predictions, negatives]. */
export function isOwn(targetIndex: Int32Array, negativeIndex: Int32Array): tf.Tensor2D {
  const count = negativeIndex.length;
  const places = new Map<number, number[]>();
  for (const [i, item] of negativeIndex.entries()) places.set(item, [...(places.get(item) ?? []), i]);
  const marks = new Float32Array(targetIndex.length * count);
  for (const [row, item] of targetIndex.entries()) {
    for (const place of places.get(item) ?? []) marks[row * count + place] = 1;
  }
  return tf.tensor2d(marks, [targetIndex.length, count]);
}
