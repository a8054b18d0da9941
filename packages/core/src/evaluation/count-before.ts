import { Held } from "../kernels/held.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { copyLists } from "../retrieval/item-lists.js";
import { invalidScore } from "../retrieval/top-lists.js";
import type { ScoreTieRule } from "./protocol.js";

/** Users whose relevant items are to be ranked in the catalogue. */
export interface RankBlock {
  /** [n] */
  readonly users: Int32Array;
  readonly numItems: number;
  /** The relevant items of a row, at least one, ascending, each once, none excluded. */
  readonly relevantOf: (row: number) => Int32Array;
  /** The items of a row that are no candidates. */
  readonly excludedOf: (row: number) => Int32Array;
  readonly ties: ScoreTieRule;
}

/** The kernels' numbers for the rules. */
const tieCodes: Record<ScoreTieRule, number> = {
  "relevant-last": 0,
  "relevant-first": 1,
  "lowest-item-index": 2,
};

/**
 * Ranks by a kernel that counts which candidates stand before each relevant item: `rankInCatalogue` is its twin.
 *
 * @param runKernel runs one, given the fields that all of them begin with
 * @returns [n] the ranks of each user's relevant items, ascending
 * @throws InvalidScoreError for a NaN score
 */
export function countBefore(
  { memory }: Kernels,
  { users, numItems, relevantOf, excludedOf, ties }: RankBlock,
  runKernel: (fields: readonly number[], held: Held) => void,
): Int32Array[] {
  const count = users.length;
  const held = new Held();
  try {
    const relevant = held.keep(copyLists(memory, count, relevantOf));
    const excluded = held.keep(copyLists(memory, count, excludedOf));
    const relevantScores = held.keep(memory.float32(relevant.items.length));
    const before = held.keep(memory.int32(relevant.items.length));
    const invalid = held.keep(memory.int32(count));
    const fields = [
      ...[relevant.offsets.pointer, relevant.items.pointer, relevantScores.pointer, before.pointer],
      ...[excluded.offsets.pointer, excluded.items.pointer, invalid.pointer],
      ...[count, numItems, tieCodes[ties]],
    ];
    runKernel(fields, held);
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
