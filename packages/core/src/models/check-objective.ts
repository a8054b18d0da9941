import type * as z from "zod";
import { pairProblem } from "../losses/legal-pairs.js";
import { losses } from "../losses/registry.js";
import { type GradientConfig, gradientConfigShape } from "./gradient-config.js";

interface Reader {
  readonly of: "loss" | "sampler";
  readonly names: readonly string[];
}

/** The losses or samplers that read a field. Given to another, it would say something and do nothing. */
const readers = {
  popularityPower: { of: "sampler", names: ["popularity"] },
  hardCandidates: { of: "sampler", names: ["dynamic-hard"] },
  huberDelta: { of: "loss", names: ["huber"] },
  confidenceAlpha: { of: "loss", names: ["confidence-weighted-logistic"] },
  scoreL2: { of: "loss", names: ["bpr-max"] },
  temperature: { of: "loss", names: ["softmax", "sampled-softmax"] },
} as const satisfies Partial<Record<keyof GradientConfig, Reader>>;

/** Refuses a sampler that the loss cannot take, and an option that nothing reads. */
export function checkObjective(config: GradientConfig, context: z.RefinementCtx): void {
  const refuse = (field: keyof GradientConfig, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  const { loss, sampler } = config;
  const problem = sampler === "auto" ? undefined : pairProblem(losses[loss], sampler);
  if (problem) refuse("sampler", problem);
  if (config.allowPositives && losses[loss].samplers.length === 0) {
    refuse("allowPositives", `the loss "${loss}" takes no sampler`);
  }
  for (const [name, { of, names }] of Object.entries(readers)) {
    const field = name as keyof typeof readers;
    const isRead = names.some((each) => each === config[of]);
    if (isRead || config[field] === gradientConfigShape[field].parse(undefined)) continue;
    refuse(field, `is for the ${of} ${names.join(" or ")}, and the ${of} is ${config[of]}`);
  }
}
