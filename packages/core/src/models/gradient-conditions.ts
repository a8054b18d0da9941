import type { LossName } from "../losses/registry.js";
import { losses } from "../losses/registry.js";
import type { SamplerName } from "../sampling/sampler.js";
import type { FieldCondition, FieldConditions } from "./field-conditions.js";
import type { GradientConfig } from "./gradient-config.js";

/** Which fields of training say something to the loss and the sampler that a config names. */
export const gradientConditions: FieldConditions<GradientConfig> = {
  numNegatives: {
    // Where negatives are the other rows of a batch, a history that is folded in still draws them.
    unless: "the loss draws negatives",
    config: ({ loss }) => takesSampler(loss) || loss === "warp",
  },
  allowPositives: { unless: "the loss takes a sampler", config: ({ loss }) => takesSampler(loss) },
  popularityPower: forSampler("popularity"),
  hardCandidates: forSampler("dynamic-hard"),
  huberDelta: forLosses("huber"),
  confidenceAlpha: forLosses("confidence-weighted-logistic"),
  margin: forLosses("hinge", "warp"),
  scoreL2: forLosses("bpr-max"),
  temperature: forLosses("softmax", "sampled-softmax"),
  positivesPerList: forLosses("list-net", "approx-ndcg", "lambda-rank"),
  rankTemperature: forLosses("approx-ndcg"),
  sigma: forLosses("lambda-rank"),
};

function takesSampler(loss: LossName): boolean {
  return losses[loss].samplers.length > 0;
}

function forLosses(...names: readonly LossName[]): FieldCondition<GradientConfig> {
  return { unless: `the loss is ${names.join(" or ")}`, config: ({ loss }) => names.includes(loss) };
}

function forSampler(name: SamplerName): FieldCondition<GradientConfig> {
  return { unless: `the sampler is ${name}`, config: ({ sampler }) => sampler === name };
}
