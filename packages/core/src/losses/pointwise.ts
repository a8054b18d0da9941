import type * as tf from "@tensorflow/tfjs";
import type { Task } from "../models/model.js";
import { singleItems } from "../sampling/drawn-batches.js";
import { ratingBatches } from "../sampling/rating-batches.js";
import { type SamplerName, samplerNames } from "../sampling/sampler.js";
import { uniformSampler } from "../sampling/uniform.js";
import type { Loss, Targets } from "./loss.js";
import { maskedMean } from "./masked-mean.js";
import { sameShape } from "./same-shape.js";

/** A name and a function of single logits. */
export interface PointwiseLossOptions<T extends Task> {
  readonly name: string;
  /** `rating`: labels are the observed values. `ranking`: 1 for observed items, 0 for sampled negatives. */
  readonly task: T;
  /**
   * The loss of each entry.
   *
   * @param logits any shape
   * @param labels the logits' shape
   * @returns the loss of each entry, the logits' shape, of differentiable `tf` functions
   */
  readonly compute: (logits: tf.Tensor, labels: tf.Tensor, targets: Targets) => tf.Tensor;
}

/** A rating loss reads what was observed, and nothing else. */
export type PointwiseSamplers<T extends Task> = T extends "rating" ? never : SamplerName;

const kinds = {
  rating: { samplers: [], batches: ratingBatches },
  ranking: {
    samplers: samplerNames,
    batches: (options) => (options.sampler ?? uniformSampler()).batches(singleItems, options),
  },
} satisfies { [T in Task]: Pick<Loss<PointwiseSamplers<T>>, "samplers" | "batches"> };

/** A loss that judges each item alone: the mean of the losses of all. */
export function pointwise<T extends Task>(options: PointwiseLossOptions<T>): Loss<PointwiseSamplers<T>> {
  const { name, task, compute } = options;
  const { samplers, batches } = kinds[task];
  return {
    name,
    task,
    samplers: samplers as readonly PointwiseSamplers<T>[],
    batches,
    compute: (logits, targets) =>
      maskedMean(sameShape(name, compute(logits, targets.labels, targets), logits.shape), targets.mask),
  };
}
