import { rowOf } from "../data/compressed-rows.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { Scorer } from "../models/model.js";
import { catalogueBlocks } from "../retrieval/catalogue-blocks.js";
import { checkIndices } from "../retrieval/checked-scores.js";
import { usersPerBlock } from "../retrieval/recommend-by-vectors.js";
import { throwIfAborted } from "../retrieval/throw-if-aborted.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import type { CandidateSource, RankingRequest, UserRanking } from "./candidate-source.js";
import type { RankBlock } from "./count-before.js";
import { rankByScores } from "./rank-by-scores.js";
import { rankByVectors } from "./rank-by-vectors.js";
import { rankInCatalogue } from "./rank-relevant.js";

/**
 * Every item less the user's training items and, of a test with contexts, less his relevant items of other moments. A
 * test item that he also has in train is therefore no candidate.
 */
export function fullRanking(): CandidateSource {
  return {
    keepsLeakedItems: false,
    spec: async () => ({ kind: "full" }),
    rank: (scorer, request) =>
      scorer.dotProducts ? rankVectors(scorer, request) : rankScores(scorer, request),
  };
}

async function* rankVectors(
  scorer: Scorer,
  request: RankingRequest,
): AsyncGenerator<readonly UserRanking[], void, undefined> {
  const kernels = await loadKernels({ threads: request.threads });
  const dots = await scorer.dotProducts?.();
  if (!kernels || !dots) {
    yield* rankScores(scorer, request);
    return;
  }
  const { users } = request.relevant;
  checkIndices("userIndex", users, dots.numUsers);
  const size = usersPerBlock(dots);
  for (let start = 0; start < users.length; start += size) {
    throwIfAborted(request.signal);
    const at = { users: users.subarray(start, start + size), start, numItems: dots.numItems };
    const block = blockOf(request, at);
    yield counted(rankByVectors(kernels, dots, block), block);
    await yieldToEventLoop();
  }
}

async function* rankScores(
  scorer: Scorer,
  request: RankingRequest,
): AsyncGenerator<readonly UserRanking[], void, undefined> {
  const kernels = await loadKernels({ threads: request.threads });
  const { numItems } = scorer.dimensions;
  let start = 0;
  for await (const { users, scores } of catalogueBlocks(scorer, request.relevant.users, {
    signal: request.signal,
  })) {
    const block = blockOf(request, { users, start, numItems });
    yield counted(kernels ? rankByScores(kernels, scores, block) : rankPlainly(scores, block), block);
    start += users.length;
  }
}

/** @param at.users those of `relevant` from `start` on */
function blockOf(
  { train, relevant, ties }: RankingRequest,
  at: { readonly users: Int32Array; readonly start: number; readonly numItems: number },
): RankBlock {
  const { users, start, numItems } = at;
  return {
    users,
    numItems,
    relevantOf: (row) => relevant.items[start + row] as Int32Array,
    excludedOf: (row) => {
      const seen = rowOf(train.byUser, users[row] as number);
      const elsewhere = relevant.elsewhere[start + row] as Int32Array;
      return elsewhere.length === 0 ? seen : Int32Array.from([...seen, ...elsewhere]).sort();
    },
    ties,
  };
}

function rankPlainly(
  scores: Float32Array,
  { users, numItems, relevantOf, excludedOf, ties }: RankBlock,
): Int32Array[] {
  return Array.from(users, (_, row) =>
    rankInCatalogue(scores.subarray(row * numItems, (row + 1) * numItems), {
      relevant: relevantOf(row),
      excluded: distinct(excludedOf(row)),
      ties,
    }),
  );
}

/** @param ranks those of the users of `block` */
function counted(ranks: readonly Int32Array[], { numItems, excludedOf }: RankBlock): UserRanking[] {
  return ranks.map((own, row) => ({
    ranks: own,
    numCandidates: numItems - countDistinct(excludedOf(row)),
  }));
}

/** Of ascending values, each once. */
function distinct(values: Int32Array): Int32Array {
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

/** Of ascending values, without a copy. */
function countDistinct(values: Int32Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) count++;
  return count;
}
