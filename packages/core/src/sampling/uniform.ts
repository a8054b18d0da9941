import { drawnOneByOne, type Sampler, type SamplerOptions } from "./sampler.js";
import { uniformNegatives } from "./uniform-negatives.js";

/** Negatives are drawn evenly from the items that the user does not have. */
export function uniformSampler(options: SamplerOptions = {}): Sampler<"uniform"> {
  return {
    name: "uniform",
    batches: (layout, source) =>
      layout.batches(
        drawnOneByOne(uniformNegatives(source.data, source.random.fork("negatives"), options)),
        source,
      ),
  };
}
