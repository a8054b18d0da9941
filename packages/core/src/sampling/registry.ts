import { dynamicHard } from "./dynamic-hard.js";
import { inBatch } from "./in-batch.js";
import { popularity } from "./popularity.js";
import type { Sampler, SamplerName } from "./sampler.js";
import { uniform } from "./uniform.js";

/** What a config says of a sampler. */
export interface SamplerConfig {
  readonly popularityPower: number;
  readonly hardCandidates: number;
  readonly allowPositives: boolean;
}

/** Every sampler a config can name. */
export const samplers: Readonly<{ [Name in SamplerName]: (config: SamplerConfig) => Sampler<Name> }> = {
  uniform: ({ allowPositives }) => uniform({ allowPositives }),
  popularity: ({ popularityPower, allowPositives }) => popularity({ power: popularityPower, allowPositives }),
  "in-batch": ({ allowPositives }) => inBatch({ allowPositives }),
  "dynamic-hard": ({ hardCandidates, allowPositives }) =>
    dynamicHard({ candidates: hardCandidates, allowPositives }),
};
