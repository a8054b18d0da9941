import * as tf from "@tensorflow/tfjs";
import { freeUnlessMade, startingWeights } from "./starting-weights.js";

/** A weight of a layer, all 0 unless drawn. The layer disposes it. */
export function denseWeight(shape: readonly number[], draw?: (weights: Float32Array) => void): tf.Variable {
  const values = startingWeights(
    shape.reduce((product, size) => product * size, 1),
    draw,
  );
  const weight = tf.tidy(() => tf.variable(tf.tensor(values, [...shape])));
  freeUnlessMade(() => weight.dispose());
  return weight;
}
