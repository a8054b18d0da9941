import * as tf from "@tensorflow/tfjs";
import { rowDot } from "./row-dot.js";

/** Keeps a row of zeros from being divided by its length. */
const smallestSquare = 1e-12;

/**
 * Each row divided by its length; a row of zeros stays one.
 *
 * @param x [batch, dim]
 * @returns [batch, dim]
 */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  const squares = tf.add(rowDot(x, x), smallestSquare); // [batch]
  return tf.mul(x, tf.expandDims(tf.rsqrt(squares), 1));
}
