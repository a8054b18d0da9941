import * as tf from "@tensorflow/tfjs";
import type { SamplerName } from "../sampling/sampler.js";
import type { Loss } from "./loss.js";
import { pairwise } from "./pairwise.js";

/** How far a negative must stay below its positive. */
export interface HingeOptions {
  /** How far a positive must be above a negative to cost nothing. 1 unless set. */
  readonly margin?: number;
}

/** mean max(0, margin − positive + negative). Herbrich, Graepel & Obermayer, Large margin rank boundaries, 2000. */
export function hinge({ margin = 1 }: HingeOptions = {}): Loss<SamplerName> {
  return pairwise({
    name: "hinge",
    compute: (positive, negative) => tf.relu(tf.add(tf.sub(negative, positive), margin)),
  });
}
