import { assertLegalPair } from "../losses/legal-pairs.js";
import type { Loss } from "../losses/loss.js";
import { lossOf } from "../losses/registry.js";
import { samplers } from "../sampling/registry.js";
import type { Sampler } from "../sampling/sampler.js";
import type { GradientConfig } from "./gradient-config.js";

/** What a training minimises, over which negatives. */
export interface Objective {
  readonly loss: Loss;
  /** Undefined: the loss's own. */
  readonly sampler: Sampler | undefined;
}

/**
 * The objective that a config names, or what is given in its place.
 *
 * @throws InvalidConfigError for a sampler that the loss cannot take
 */
export function objectiveOf(
  config: GradientConfig,
  own: { readonly loss?: Loss | undefined; readonly sampler?: Sampler | undefined } = {},
): Objective {
  const loss = own.loss ?? lossOf(config);
  const sampler = own.sampler ?? samplerOf(loss, config);
  if (sampler) assertLegalPair(loss, sampler.name);
  return { loss, sampler };
}

/** Of its own accord a loss takes the first of its samplers, which here hears whether positives are allowed. */
function samplerOf({ samplers: [first] }: Loss, config: GradientConfig): Sampler | undefined {
  const name = config.sampler === "auto" ? first : config.sampler;
  return name && samplers[name](config);
}
