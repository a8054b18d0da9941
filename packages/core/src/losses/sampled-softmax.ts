import * as tf from "@tensorflow/tfjs";
import { checkPositive } from "./check-option.js";
import { groupwise } from "./groupwise.js";
import type { Loss } from "./loss.js";
import type { SoftmaxOptions } from "./softmax-cross-entropy.js";
import { softmaxOfPositives } from "./softmax-of-positives.js";

/** They know how likely each item was to be drawn. */
const knowing = ["uniform", "popularity", "in-batch"] as const;
/** The samplers that know how likely they draw an item. */
export type KnowingSamplers = (typeof knowing)[number];

/**
 * mean −log softmax(x / T − log Q) at the observed item, over the sampled candidates, with Q how often each was expected
 * among them: without it, what is drawn often would look unlikely. A negative that is the observed item by accident
 * does not count. Bengio & Senécal, Quick training of probabilistic neural nets by importance sampling, AISTATS 2003;
 * for negatives from the batch Yi et al., Sampling-bias-corrected neural modeling for large corpus item
 * recommendations, RecSys 2019.
 *
 * Drawn negatives have Q = numNegatives · q, and the observed item, which is always there, 1. In a batch all have
 * Q = batch · q, the observed item too.
 *
 * @throws InvalidConfigError for a temperature that is not above 0
 */
export function sampledSoftmax({ temperature = 1 }: SoftmaxOptions = {}): Loss<KnowingSamplers> {
  checkPositive({ name: "The temperature of sampled-softmax", value: temperature });
  return groupwise({
    name: "sampled-softmax",
    samplers: knowing,
    compute(logits, targets) {
      const scores = tf.div(logits, temperature) as tf.Tensor2D;
      const { logExpectedCount } = targets;
      return softmaxOfPositives(logExpectedCount ? tf.sub(scores, logExpectedCount) : scores, targets);
    },
  });
}
