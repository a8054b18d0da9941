import type { Random } from "../../random/random.js";

/** Spread of the logarithm of users' activity, as long-tailed as in MovieLens. */
const spread = 0.9;

/**
 * How many items one user interacts with: at least a fifth of the mean, then log-normal, so that a few users have many.
 *
 * @param limit no user has more
 */
export function drawActivity(mean: number, limit: number, random: Random): number {
  const least = Math.max(1, Math.floor(mean / 5));
  // The mean of exp(spread × normal) is exp(spread² / 2).
  const extra = (mean - least) * Math.exp(spread * random.normal() - spread ** 2 / 2);
  return Math.min(limit, least + Math.round(extra));
}
