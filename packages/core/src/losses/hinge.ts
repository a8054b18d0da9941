import * as tf from "@tensorflow/tfjs";
import type { SamplerName } from "../sampling/sampler.js";
import { checkPositive } from "./check-option.js";
import type { Loss } from "./loss.js";
import { pairwise } from "./pairwise.js";

/** How far a negative must stay below its positive. */
export interface HingeOptions {
  /** How far a positive must be above a negative to cost nothing. Above 0; 1 unless set. */
  readonly margin?: number;
}

/**
 * mean max(0, margin − positive + negative). Herbrich, Graepel & Obermayer, Large margin rank boundaries, 2000.
 *
 * @throws InvalidConfigError for a margin that is not above 0
 */
export function hinge({ margin = 1 }: HingeOptions = {}): Loss<SamplerName> {
  checkPositive({ name: "The margin of hinge", value: margin });
  return pairwise({
    name: "hinge",
    compute: (positive, negative) => tf.relu(tf.add(tf.sub(negative, positive), margin)),
  });
}
