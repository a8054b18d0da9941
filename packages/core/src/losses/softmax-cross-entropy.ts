import * as tf from "@tensorflow/tfjs";
import { catalogueBatches } from "../sampling/catalogue-batches.js";
import { checkPositive } from "./check-option.js";
import type { Loss } from "./loss.js";
import { softmaxOfPositives } from "./softmax-of-positives.js";

/** How sharp the softmax is. */
export interface SoftmaxOptions {
  /** Logits are divided by this: below 1, the highest scores count more. Above 0; 1 unless set. */
  readonly temperature?: number;
}

/**
 * mean −log softmax(x / T) at the observed item, over the whole catalogue: the multinomial likelihood of the item, at the
 * cost of all items a step. `sampledSoftmax` is for catalogues where that is too much.
 *
 * @throws InvalidConfigError for a temperature that is not above 0
 */
export function softmaxCrossEntropy({ temperature = 1 }: SoftmaxOptions = {}): Loss<never> {
  checkPositive({ name: "The temperature of softmax", value: temperature });
  return {
    name: "softmax",
    task: "ranking",
    samplers: [],
    batches: catalogueBatches,
    compute: (logits, targets) => softmaxOfPositives(tf.div(logits, temperature), targets),
  };
}
