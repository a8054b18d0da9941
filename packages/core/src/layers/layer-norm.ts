import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { denseWeight } from "./dense-weight.js";
import type { Layer } from "./layer.js";

/** Added to the variance of a row, so that a row of equal elements does not divide by zero. */
export const normEpsilon = 1e-5;

export interface LayerNormOptions {
  readonly name: string;
  /** Columns of a row. */
  readonly size: number;
}

/**
 * (x − mean) / √(variance + ε) · gain + bias over each row. Ba, Kiros & Hinton, 2016. Weights `<name>/gain` and
 * `<name>/bias`, [size] each.
 */
export function layerNorm({ name, size }: LayerNormOptions): Layer {
  const gain = denseWeight([size], (weights) => weights.fill(1));
  const bias = denseWeight([size]);
  return {
    weights: { [`${name}/gain`]: gain, [`${name}/bias`]: bias },
    l2: {},
    apply: (x) => normaliseRows(x, gain as tf.Tensor1D, bias as tf.Tensor1D),
    dispose: () => tf.dispose([gain, bias]),
  };
}

/**
 * One kernel forward and one backward where the backend has them.
 *
 * @param x [rows, columns]
 * @param gain [columns]
 * @param bias [columns]
 * @returns [rows, columns]
 */
export function normaliseRows(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  if (!currentSimdBackend()) return composed(x, gain, bias);
  const operation = tf.customGrad((...args) => {
    const [input, scale, shift, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const value = tf.engine().runKernel("LayerNorm", { x: input, gain: scale, bias: shift }) as tf.Tensor;
    save([input, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedInput, savedScale] = saved as [tf.Tensor, tf.Tensor];
      const inputs = { x: savedInput, gain: savedScale, dy };
      return tf.engine().runKernel("LayerNormGradient", inputs) as unknown as tf.Tensor[];
    };
    return { value, gradFunc };
  });
  return operation(x, gain, bias) as tf.Tensor2D;
}

/** Of functions that every backend has. */
function composed(x: tf.Tensor2D, gain: tf.Tensor1D, bias: tf.Tensor1D): tf.Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 1, true));
  const variance = tf.mean(tf.square(centred), 1, true); // [rows, 1]
  const normalised = tf.div(centred, tf.sqrt(tf.add(variance, normEpsilon)));
  return tf.add(tf.mul(normalised, gain), bias);
}
