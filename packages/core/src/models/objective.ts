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
  const sampler = own.sampler ?? (config.sampler === "auto" ? undefined : samplers[config.sampler](config));
  if (sampler) assertLegalPair(loss, sampler.name);
  return { loss, sampler };
}
