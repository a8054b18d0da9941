import type { Kernels } from "../kernels/load-kernels.js";
import { countBefore, type RankBlock } from "./count-before.js";

/** Scores of a chunk: some ten microseconds of counting. */
const chunkScores = 65_536;

/**
 * Ranks users by their given scores.
 *
 * @param scores [n, numItems], row-major
 * @returns [n] the ranks of each user's relevant items, ascending
 * @throws InvalidScoreError for a NaN score
 */
export function rankByScores(kernels: Kernels, scores: Float32Array, block: RankBlock): Int32Array[] {
  const { users, numItems } = block;
  const { memory } = kernels;
  const stride = Math.ceil(numItems / 8) * 8;
  const usersPerChunk = Math.max(1, Math.floor(chunkScores / stride));
  const chunks = Math.ceil(users.length / usersPerChunk);
  return countBefore(kernels, block, (fields, held) => {
    const copy = held.keep(memory.float32(users.length * stride));
    const into = copy.view;
    for (let row = 0; row < users.length; row++) {
      into.set(scores.subarray(row * numItems, (row + 1) * numItems), row * stride);
    }
    const cursors = held.keep(memory.int32(2 * chunks));
    kernels.run("rankScores", {
      chunks,
      integers: [...fields, copy.pointer, stride, usersPerChunk, cursors.pointer],
    });
  });
}
