import type * as z from "zod";
import { pairProblem } from "../losses/legal-pairs.js";
import { losses } from "../losses/registry.js";
import type { GradientConfig } from "./gradient-config.js";

/** Refuses a sampler that the loss cannot take. */
export function checkObjective({ loss, sampler }: GradientConfig, context: z.RefinementCtx): void {
  const problem = sampler === "auto" ? undefined : pairProblem(losses[loss], sampler);
  if (problem) context.addIssue({ code: "custom", path: ["sampler"], message: problem });
}
