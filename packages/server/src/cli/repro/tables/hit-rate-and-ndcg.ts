import type { Target } from "../reproduction.js";

/** A pair of numbers for `hitRate@10` and `ndcg@10`. */
export type HitRateAndNdcg = readonly [hitRate: number, ndcg: number];

/** The two targets of most tables of rankings. */
export function hitRateAndNdcg(numbers: {
  readonly published?: HitRateAndNdcg;
  readonly toReach?: HitRateAndNdcg;
}): Target[] {
  return (["hitRate@10", "ndcg@10"] as const).map((metric, i) => ({
    metric,
    ...(numbers.published && { published: numbers.published[i] as number }),
    ...(numbers.toReach && { toReach: numbers.toReach[i] as number }),
  }));
}
