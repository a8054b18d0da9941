import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import type { Random } from "../random/random.js";

/** Sets elements to zero while a network trains. */
export interface Dropout {
  /** @returns x of the same shape, each element kept with chance 1 − rate and divided by it */
  apply<T extends tf.Tensor>(x: T): T;
}

/** For a network that does not train. */
export const noDropout: Dropout = { apply: (x) => x };

/**
 * Drops another set of elements at every call. Whether an element is dropped is a function of the call's seed and the
 * element's place, so it does not matter which thread asks, or when. Srivastava et al., JMLR 15, 2014.
 *
 * @param rate share of the elements that become zero, below 1
 */
export function seededDropout(rate: number, random: Random): Dropout {
  if (rate === 0) return noDropout;
  return { apply: (x) => dropElements(x, { rate, seed: random.integer(2 ** 32) }) };
}

interface DropOptions {
  readonly rate: number;
  readonly seed: number;
}

/** Differentiable: the gradient is zero where the element was dropped. */
export function dropElements<T extends tf.Tensor>(x: T, options: DropOptions): T {
  const operation = tf.customGrad((...args) => {
    const [input] = args as [tf.Tensor];
    return {
      value: masked(input, options),
      gradFunc: (dy: tf.Tensor) => masked(dy, options),
    };
  });
  return operation(x) as T;
}

function masked(x: tf.Tensor, { rate, seed }: DropOptions): tf.Tensor {
  // A kernel that TensorFlow.js does not know.
  if (currentSimdBackend()) return tf.engine().runKernel("SeededDropout", { x }, { rate, seed }) as tf.Tensor;
  return tf.mul(x, tf.tensor(dropoutMask(x.size, { rate, seed }), x.shape));
}

/** What `dropElements` multiplies by, element by element. */
export function dropoutMask(length: number, { rate, seed }: DropOptions): Float32Array {
  const threshold = dropThreshold(rate);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(length);
  for (let i = 0; i < length; i++) mask[i] = draw(seed, i) < threshold ? 0 : kept;
  return mask;
}

/** Draws of 32 bits below it drop their element. */
export function dropThreshold(rate: number): number {
  return Math.floor(rate * 2 ** 32);
}

/** The 32 bits at a place of the stream that a seed gives: those of `kernels/random.ts`. */
function draw(seed: number, place: number): number {
  const value = (seed + Math.imul(place, 0x9e3779b9)) >>> 0;
  let t = value ^ (value >>> 16);
  t = Math.imul(t, 0x21f0aaad);
  t ^= t >>> 15;
  t = Math.imul(t, 0x735a2d97);
  return (t ^ (t >>> 15)) >>> 0;
}
