import { InvalidConfigError } from "../errors/errors.js";
import type { SamplerName } from "../sampling/sampler.js";
import type { Loss } from "./loss.js";

/** What is wrong with a pair of loss and sampler, in one sentence; undefined where it is legal. */
export function pairProblem({ name, samplers }: Loss, sampler: SamplerName): string | undefined {
  if (samplers.includes(sampler)) return undefined;
  const legal = samplers.length > 0 ? `takes the samplers ${samplers.join(", ")}` : "takes no sampler";
  return `the loss "${name}" ${legal}`;
}

/** @throws InvalidConfigError naming the samplers that the loss can take */
export function assertLegalPair(loss: Loss, sampler: SamplerName): void {
  const problem = pairProblem(loss, sampler);
  if (problem) throw new InvalidConfigError(`T${problem.slice(1)}, received "${sampler}".`);
}
