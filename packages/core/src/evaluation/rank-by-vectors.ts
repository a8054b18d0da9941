import { rowOf } from "../data/compressed-rows.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import { Held } from "../retrieval/held.js";
import { copyLists } from "../retrieval/item-lists.js";
import { usersPerBlock } from "../retrieval/recommend-by-vectors.js";
import { throwIfAborted } from "../retrieval/throw-if-aborted.js";
import { invalidScore } from "../retrieval/top-lists.js";
import { packQuads, quadSize } from "../retrieval/user-quads.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import type { RankingRequest } from "./candidate-source.js";
import type { ScoreTieRule } from "./protocol.js";

/** Users of a chunk, in quads. */
const quadsPerChunk = 4;
/** The kernel's numbers for the rules. */
const tieCodes: Record<ScoreTieRule, number> = {
  "relevant-last": 0,
  "relevant-first": 1,
  "lowest-item-index": 2,
};

/**
 * Ranks each user's relevant items in the catalogue less his training items, by a kernel that counts who stands before
 * them as it scores.
 *
 * @throws InvalidScoreError for a NaN score, AbortedError
 */
export async function* rankByVectors(
  kernels: Kernels,
  dots: DotProducts,
  { train, relevant, ties, signal }: RankingRequest,
): AsyncGenerator<readonly Int32Array[], void, undefined> {
  const size = usersPerBlock(dots);
  for (let start = 0; start < relevant.users.length; start += size) {
    throwIfAborted(signal);
    const users = relevant.users.subarray(start, start + size);
    yield rankBlock(kernels, dots, {
      users,
      relevantOf: (row) => relevant.items[start + row] as Int32Array,
      excludedOf: (row) => rowOf(train.byUser, users[row] as number),
      ties,
    });
    await yieldToEventLoop();
  }
}

/** Users whose relevant items are to be ranked. */
export interface RankBlock {
  /** [n] */
  readonly users: Int32Array;
  /** The relevant items of a row, at least one, ascending, each once, none excluded. */
  readonly relevantOf: (row: number) => Int32Array;
  /** The items of a row that are no candidates. */
  readonly excludedOf: (row: number) => Int32Array;
  readonly ties: ScoreTieRule;
}

/** @returns [n] the ranks of each user's relevant items, ascending. @throws InvalidScoreError for a NaN score */
export function rankBlock(kernels: Kernels, dots: DotProducts, block: RankBlock): Int32Array[] {
  const { users, relevantOf, excludedOf, ties } = block;
  const { memory } = kernels;
  const { dim, users: values } = dots.vectors;
  const panels = dots.panels(kernels);
  const count = users.length;
  const chunks = Math.ceil(count / quadSize / quadsPerChunk);
  const held = new Held();
  try {
    const quads = held.keep(packQuads(memory, { dim, values, index: users }));
    const relevant = held.keep(copyLists(memory, count, relevantOf));
    const excluded = held.keep(copyLists(memory, count, excludedOf));
    const relevantScores = held.keep(memory.float32(relevant.items.length));
    const before = held.keep(memory.int32(relevant.items.length));
    const invalid = held.keep(memory.int32(count));
    const cursors = 2 * quadsPerChunk * quadSize;
    const scores = quadSize * panels.panelsPerBlock * 8;
    const scratch = held.keep(memory.int32(chunks * (cursors + scores)));
    kernels.run("rankPanels", {
      chunks,
      integers: [
        ...[quads.pointer, panels.items.pointer, panels.bias.pointer],
        ...[relevant.offsets.pointer, relevant.items.pointer, relevantScores.pointer, before.pointer],
        ...[excluded.offsets.pointer, excluded.items.pointer, invalid.pointer, scratch.pointer],
        ...[count, panels.numItems, dim, quadsPerChunk, panels.panelsPerBlock, tieCodes[ties]],
      ],
    });
    const row = invalid.view.findIndex((item) => item >= 0);
    if (row >= 0) throw invalidScore(invalid.view[row] as number, users[row]);
    const offsets = relevant.offsets.view;
    return Array.from(users, (_, user) => ranksOf(before.view.slice(offsets[user], offsets[user + 1])));
  } finally {
    held.free();
  }
}

/** Others before each relevant item, and the better relevant ones with them. */
function ranksOf(before: Int32Array): Int32Array {
  before.sort();
  for (let i = 0; i < before.length; i++) before[i] = (before[i] as number) + i + 1;
  return before;
}
