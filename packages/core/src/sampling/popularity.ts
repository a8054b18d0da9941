import { rowOf } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError } from "../errors/errors.js";
import type { Random } from "../random/random.js";
import { AliasTable } from "./alias-table.js";
import { membershipTest } from "./known-positives.js";
import { drawnOneByOne, type NegativeSampler, type Sampler, type SamplerOptions } from "./sampler.js";

/** How much popularity counts. */
export interface PopularityOptions extends SamplerOptions {
  /** An item's chance is proportional to its number of interactions to this power: 0 is uniform. 0.75 unless set. */
  readonly power?: number;
}

/** Draws before the exact distribution of one user is written down, which only a user with nearly all of it needs. */
const maxDraws = 1000;

/**
 * Negatives are drawn in proportion to count^power from the items that the user does not have. The power is that of
 * Mikolov et al., Distributed representations of words and phrases, NeurIPS 2013, section 2.2.
 *
 * @throws InvalidConfigError for a power that is negative or no number
 */
export function popularitySampler(options: PopularityOptions = {}): Sampler<"popularity"> {
  const { power = 0.75 } = options;
  if (!(power >= 0 && power < Number.POSITIVE_INFINITY)) {
    throw new InvalidConfigError(`power is ${power}: the power of a popularity must be at least 0.`);
  }
  return {
    name: "popularity",
    needsOthers: true,
    batches: (layout, source) =>
      layout.batches(
        drawnOneByOne(
          popularityNegatives(source.data, source.random.fork("negatives"), { ...options, power }),
        ),
        source,
      ),
  };
}

/** In proportion to count^power, among what the user does not have unless positives are allowed. */
export function popularityNegatives(
  data: Interactions,
  random: Random,
  { power, allowPositives = false }: { readonly power: number; readonly allowPositives?: boolean },
): NegativeSampler {
  const share = itemShares(data, power);
  const table = new AliasTable(share);
  if (allowPositives) {
    return {
      allowsPositives: true,
      hasNegative: () => true,
      draw: () => table.draw(random),
      logProbability: (_user, item) => Math.log(share[item] as number),
    };
  }
  const has = membershipTest(data);
  const left = shareLeft(data, share);
  return {
    allowsPositives: false,
    hasNegative: (user) => (left[user] as number) > 0,
    logProbability: (user, item) => Math.log((share[item] as number) / (left[user] as number)),
    draw(user) {
      for (let attempt = 0; attempt < maxDraws; attempt++) {
        const item = table.draw(random);
        if (!has(user, item)) return item;
      }
      const own = share.map((chance, item) => (has(user, item) ? 0 : chance));
      return new AliasTable(own).draw(random);
    },
  };
}

/** [numItems] each item's part of all draws */
function itemShares({ itemIndex, numItems }: Interactions, power: number): Float64Array {
  const counts = new Float64Array(numItems);
  for (const item of itemIndex) counts[item] = (counts[item] as number) + 1;
  const weights = counts.map((count) => count ** power);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** [numUsers] what the items that the user does not have add up to; exactly 0 where nothing is left */
function shareLeft(data: Interactions, share: Float64Array): Float64Array {
  const numDrawable = share.reduce((sum, chance) => sum + Number(chance > 0), 0);
  return Float64Array.from({ length: data.numUsers }, (_, user) => {
    let own = 0;
    let drawable = 0;
    let previous = -1;
    for (const item of rowOf(data.byUser, user)) {
      if (item === previous) continue;
      previous = item;
      own += share[item] as number;
      drawable += Number((share[item] as number) > 0);
    }
    return drawable === numDrawable ? 0 : Math.max(1 - own, Number.MIN_VALUE);
  });
}
