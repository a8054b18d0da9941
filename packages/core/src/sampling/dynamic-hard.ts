import { InvalidConfigError } from "../errors/errors.js";
import type { NegativeSlots, Negatives, Sampler, SamplerOptions } from "./sampler.js";
import { uniformNegatives } from "./uniform-negatives.js";

/** How many are drawn for the one that is taken. */
export interface DynamicHardOptions extends SamplerOptions {
  /** Items drawn evenly for each negative, of which the one that scores highest is taken. 8 unless set. */
  readonly candidates?: number;
}

/**
 * Each negative is the hardest of some items: the one that the model, as it is now, scores highest. Zhang, Chen, Wang
 * & Yu, Optimizing top-N collaborative filtering via dynamic negative item sampling, SIGIR 2013.
 *
 * @throws InvalidConfigError for fewer than one candidate
 */
export function dynamicHardSampler(options: DynamicHardOptions = {}): Sampler<"dynamic-hard"> {
  const { candidates = 8 } = options;
  if (!(Number.isInteger(candidates) && candidates >= 1)) {
    throw new InvalidConfigError(`candidates is ${candidates}: the hardest is taken of at least 1.`);
  }
  return {
    name: "dynamic-hard",
    batches(layout, source) {
      const draws = uniformNegatives(source.data, source.random.fork("negatives"), options);
      const negatives: Negatives = {
        allowsPositives: draws.allowsPositives,
        hasNegative: (user) => draws.hasNegative(user),
        async fill(slots, items, score) {
          const userIndex = repeated(slots.userIndex, candidates);
          const itemIndex = userIndex.map((user) => draws.draw(user));
          const position = repeated(slots.position, candidates);
          takeHighest(await score({ userIndex, itemIndex, position }), itemIndex, items);
        },
      };
      return layout.batches(negatives, source);
    },
  };
}

/** [slots] → [slots × times] */
function repeated(values: NegativeSlots["userIndex"], times: number): Int32Array {
  const all = new Int32Array(values.length * times);
  for (let slot = 0; slot < values.length; slot++) {
    all.fill(values[slot] as number, slot * times, (slot + 1) * times);
  }
  return all;
}

/**
 * @param scores [slots × candidates]
 * @param candidates [slots × candidates]
 * @param items [slots], written
 */
function takeHighest(scores: Float32Array, candidates: Int32Array, items: Int32Array): void {
  const times = candidates.length / items.length;
  for (let slot = 0; slot < items.length; slot++) {
    let best = slot * times;
    for (let c = best + 1; c < (slot + 1) * times; c++) {
      if ((scores[c] as number) > (scores[best] as number)) best = c;
    }
    items[slot] = candidates[best] as number;
  }
}
