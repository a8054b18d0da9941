import type * as tf from "@tensorflow/tfjs";
import { InvalidConfigError } from "../errors/errors.js";

/** @throws InvalidConfigError for a loss that has taken the mean itself, and so cannot leave out what does not count */
export function sameShape(loss: string, values: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (values.shape.join() !== shape.join()) {
    throw new InvalidConfigError(
      `The loss "${loss}" returned the shape [${values.shape}] for logits of shape [${shape}]: return the loss of each entry, without a mean.`,
    );
  }
  return values;
}
