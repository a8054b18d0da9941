import type { Kernels } from "../kernels/load-kernels.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import { panelSize } from "../retrieval/item-panels.js";
import { packQuads, quadSize } from "../retrieval/user-quads.js";
import { countBefore, type RankBlock } from "./count-before.js";

/** Users of a chunk, in quads. */
const quadsPerChunk = 4;
/** Counting costs something for each block: longer ones pay, as long as they stay in the second cache. */
const blockFactor = 4;

/**
 * Ranks users by dot products, without an array of all scores.
 *
 * @returns [n] the ranks of each user's relevant items, ascending
 * @throws InvalidScoreError for a NaN score
 */
export function rankByVectors(kernels: Kernels, dots: DotProducts, block: RankBlock): Int32Array[] {
  const { dim, users: values } = dots.vectors;
  const { memory } = kernels;
  const panels = dots.panels(kernels);
  const panelsPerBlock = blockFactor * panels.panelsPerBlock;
  const chunks = Math.ceil(block.users.length / quadSize / quadsPerChunk);
  const cursors = 2 * quadsPerChunk * quadSize;
  const scores = quadSize * panelsPerBlock * panelSize;
  return countBefore(kernels, block, (fields, held) => {
    const quads = held.keep(packQuads(memory, { dim, values, index: block.users }));
    const scratch = held.keep(memory.int32(chunks * (cursors + scores)));
    kernels.run("rankPanels", {
      chunks,
      integers: [
        ...fields,
        ...[quads.pointer, panels.items.pointer, panels.bias.pointer, scratch.pointer],
        ...[dim, quadsPerChunk, panelsPerBlock],
      ],
    });
  });
}
