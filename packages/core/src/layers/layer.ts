import type * as tf from "@tensorflow/tfjs";

/** A part of a network with dense weights, which TensorFlow.js's own optimizers update. */
export interface Layer {
  /** By the name under which the artifact stores them. Owned by the layer until `dispose`. */
  readonly weights: Readonly<Record<string, tf.Variable>>;
  /** Weight of the squared norm of a weight in the training loss, by name; those unnamed have none. */
  readonly l2: Readonly<Record<string, number>>;
  /** @param x [batch, inputs] @returns [batch, outputs] */
  apply(x: tf.Tensor2D): tf.Tensor2D;
  /** Frees the weights. */
  dispose(): void;
}
