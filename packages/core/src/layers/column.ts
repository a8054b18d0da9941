import * as tf from "@tensorflow/tfjs";

/** A layer's only output as logits: [batch, 1] → [batch] */
export const column = (output: tf.Tensor2D): tf.Tensor1D => tf.reshape(output, [output.shape[0]]);
