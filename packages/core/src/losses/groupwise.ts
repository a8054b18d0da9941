import type * as tf from "@tensorflow/tfjs";
import { groups } from "../sampling/drawn-batches.js";
import type { SamplerName } from "../sampling/sampler.js";
import { uniformSampler } from "../sampling/uniform.js";
import type { Loss, Targets } from "./loss.js";

/** A name and a function of a positive and its negatives. */
export interface GroupwiseLossOptions<Samplers extends SamplerName> {
  readonly name: string;
  /** Where its negatives may come from. */
  readonly samplers: readonly Samplers[];
  /**
   * The loss of a batch.
   *
   * @param logits [groups, candidates]: `groupOf` splits them
   * @returns the mean loss of the groups
   */
  readonly compute: (logits: tf.Tensor2D, targets: Targets) => tf.Scalar;
}

/** A loss that judges an observed item among several negatives at once. */
export function groupwise<Samplers extends SamplerName>(
  options: GroupwiseLossOptions<Samplers>,
): Loss<Samplers> {
  return {
    name: options.name,
    task: "ranking",
    samplers: options.samplers,
    batches: (source) => (source.sampler ?? uniformSampler()).batches(groups, source),
    compute: (logits, targets) => options.compute(logits as tf.Tensor2D, targets),
  };
}
