import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../sampling/batch.js";
import type { Loss, Targets } from "./loss.js";

/**
 * The mean loss of a batch. Makes tensors of what the loss asks for, and leaves them to the caller's scope.
 *
 * @param logits of the batch's rows, or of its grid
 * @param numItems of the catalogue
 */
export function batchLoss(
  loss: Loss,
  logits: tf.Tensor,
  { batch, numItems }: { readonly batch: Batch; readonly numItems: number },
): tf.Scalar {
  const shaped = batch.shape && logits.rank === 1 ? tf.reshape(logits, [...batch.shape]) : logits;
  return loss.compute(shaped, targetsOf(batch, numItems));
}

function targetsOf(batch: Batch, numItems: number): Targets {
  const { shape, labels, values, mask, logExpectedCount, positiveColumn } = batch;
  const tensor = (data: Float32Array): tf.Tensor => {
    if (!shape) return tf.tensor1d(data);
    const [groups, candidates] = shape;
    return tf.tensor2d(data, [data.length === candidates ? 1 : groups, candidates]);
  };
  return {
    numItems,
    get labels() {
      return tensor(labels);
    },
    get values() {
      return values && tensor(values);
    },
    get mask() {
      return mask && tensor(mask);
    },
    get logExpectedCount() {
      return logExpectedCount && tensor(logExpectedCount);
    },
    get positiveColumn() {
      return positiveColumn && tf.tensor1d(positiveColumn, "int32");
    },
  };
}
