import { dynamicHardSampler } from "./dynamic-hard.js";
import { inBatchSampler } from "./in-batch.js";
import { popularitySampler } from "./popularity.js";
import type { Sampler, SamplerName } from "./sampler.js";
import { uniformSampler } from "./uniform.js";

/** What a config says of a sampler. */
export interface SamplerConfig {
  readonly popularityPower: number;
  readonly hardCandidates: number;
  readonly allowPositives: boolean;
}

/** Every sampler a config can name. */
export const samplers: Readonly<{ [Name in SamplerName]: (config: SamplerConfig) => Sampler<Name> }> = {
  uniform: ({ allowPositives }) => uniformSampler({ allowPositives }),
  popularity: ({ popularityPower, allowPositives }) =>
    popularitySampler({ power: popularityPower, allowPositives }),
  "in-batch": ({ allowPositives }) => inBatchSampler({ allowPositives }),
  "dynamic-hard": ({ hardCandidates, allowPositives }) =>
    dynamicHardSampler({ candidates: hardCandidates, allowPositives }),
};
