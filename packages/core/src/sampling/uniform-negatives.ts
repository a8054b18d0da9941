import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";
import { distinctItemsPerUser, membershipTest } from "./known-positives.js";
import type { NegativeSampler, SamplerOptions } from "./sampler.js";

/** Draws before a scan takes over, which only a user with nearly every item needs. */
const maxDraws = 1000;

/** Every item the user does not have, with equal chance; where positives are allowed, every item. */
export function uniformNegatives(
  data: Interactions,
  random: Random,
  { allowPositives = false }: SamplerOptions = {},
): NegativeSampler {
  const { numItems } = data;
  if (allowPositives) {
    const logChance = -Math.log(numItems);
    return {
      allowsPositives: true,
      hasNegative: () => true,
      draw: () => random.integer(numItems),
      logProbability: () => logChance,
    };
  }
  const numDistinct = distinctItemsPerUser(data);
  const has = membershipTest(data);
  return {
    allowsPositives: false,
    hasNegative: (user) => (numDistinct[user] as number) < numItems,
    logProbability: (user) => -Math.log(numItems - (numDistinct[user] as number)),
    draw(user) {
      for (let attempt = 0; attempt < maxDraws; attempt++) {
        const item = random.integer(numItems);
        if (!has(user, item)) return item;
      }
      const start = random.integer(numItems);
      for (let i = 0; i < numItems; i++) {
        const item = (start + i) % numItems;
        if (!has(user, item)) return item;
      }
      throw new RangeError(`userIndex ${user} has every item: ask hasNegative first`);
    },
  };
}
