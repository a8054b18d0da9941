import { rowOf } from "../data/compressed-rows.js";
import { InvalidConfigError } from "../errors/errors.js";
import { createRandom, type Random } from "../random/random.js";
import type { CandidateSource } from "./candidate-source.js";
import { listedRanking } from "./listed-ranking.js";

/** How candidates are drawn. */
export interface SampledCandidatesOptions {
  /** Other items for each user, at least 1. */
  readonly count: number;
  readonly seed: number;
}

/**
 * The user's test items and `count` others, drawn uniformly without replacement among the items he has neither in
 * train nor in test; all of those where they are fewer. A user's draw depends on the seed and his index only. For
 * papers that do so: sampling can reverse the order of two systems (Krichene & Rendle, KDD 2020).
 *
 * @throws InvalidConfigError for a count below 1 or a seed that is no safe integer
 */
export function sampledCandidates({ count, seed }: SampledCandidatesOptions): CandidateSource {
  if (!(Number.isInteger(count) && count >= 1))
    throw new InvalidConfigError(`count is ${count}: draw a whole number of candidates, at least 1.`);
  if (!Number.isSafeInteger(seed)) throw new InvalidConfigError(`seed is ${seed}: give a safe integer.`);
  const random = createRandom(seed).fork("candidates");
  return {
    keepsLeakedItems: false,
    spec: async () => ({ kind: "sampled", count, seed }),
    rank: (scorer, request) =>
      listedRanking(scorer, request, ({ user, relevant, elsewhere }) => {
        const owned = new Set([...rowOf(request.train.byUser, user), ...relevant, ...elsewhere]);
        return drawOthers({
          owned: Int32Array.from(owned).sort(),
          numItems: scorer.dimensions.numItems,
          count,
          random: random.fork(String(user)),
        });
      }),
  };
}

interface Draw {
  /** Ascending, each once */
  readonly owned: Int32Array;
  readonly numItems: number;
  readonly count: number;
  readonly random: Random;
}

/** Floyd's sampling of positions among the items not owned (Bentley & Floyd, CACM 1987): no pass over the catalogue. */
function drawOthers({ owned, numItems, count, random }: Draw): Int32Array {
  const free = numItems - owned.length;
  const positions = new Set<number>();
  for (let bound = Math.max(0, free - count); bound < free; bound++) {
    const position = random.integer(bound + 1);
    positions.add(positions.has(position) ? bound : position);
  }
  return Int32Array.from(positions, (position) => freeItem(owned, position));
}

/** The item at `position` among those not owned: position plus how many owned ones come before it. */
function freeItem(owned: Int32Array, position: number): number {
  let low = 0;
  let high = owned.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((owned[middle] as number) - middle <= position) low = middle + 1;
    else high = middle;
  }
  return position + low;
}
