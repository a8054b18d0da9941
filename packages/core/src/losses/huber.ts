import * as tf from "@tensorflow/tfjs";
import { checkPositive } from "./check-option.js";
import type { Loss } from "./loss.js";
import { pointwise } from "./pointwise.js";

/** Where squares end and absolute values begin. */
export interface HuberOptions {
  /** Errors up to this are squared, larger ones count in proportion. Above 0; 1 unless set. */
  readonly delta?: number;
}

/**
 * mean ½ e² where |e| ≤ δ, else δ (|e| − ½ δ), of e = logit − label. Ratings. Huber, Robust estimation of a location
 * parameter, Annals of Mathematical Statistics 35(1), 1964.
 *
 * @throws InvalidConfigError for a delta that is not above 0
 */
export function huber({ delta = 1 }: HuberOptions = {}): Loss<never> {
  checkPositive({ name: "The delta of huber", value: delta });
  return pointwise({
    name: "huber",
    task: "rating",
    compute(logits, labels) {
      const size = tf.abs(tf.sub(logits, labels));
      const small = tf.minimum(size, delta);
      // ½ s² + δ (|e| − s) with s = min(|e|, δ): both cases at once.
      return tf.add(tf.mul(tf.square(small), 0.5), tf.mul(tf.sub(size, small), delta));
    },
  });
}
