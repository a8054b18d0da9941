import { Held } from "../kernels/held.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { ItemPanels, ItemVectors } from "./item-panels.js";
import { countItems } from "./item-panels.js";
import { countRows, packQuads, quadSize, type Rows } from "./user-quads.js";

/** Scores in the kernels' memory at once: they stay in a cache until they are copied out. */
const maxScores = 2 ** 20;
/** Multiplications worth handing to a thread. */
const chunkWork = 2 ** 20;

/**
 * The scores of users for all items, by the kernel, on the threads of `kernels`.
 *
 * @param users [n] rows
 * @returns [n, numItems], row-major: user · item + bias of the item
 */
export function scorePanels(kernels: Kernels, panels: ItemPanels, users: Rows): Float32Array {
  const { dim, numItems, numPanels } = panels;
  const numUsers = countRows(users);
  const scores = new Float32Array(numUsers * numItems);
  if (scores.length === 0) return scores;
  const stride = panels.ids.length;
  const block = Math.max(1, Math.floor(maxScores / stride / quadSize)) * quadSize;
  const held = new Held();
  try {
    const rows = Math.min(block, Math.ceil(numUsers / quadSize) * quadSize);
    const quads = held.keep(packQuads(kernels.memory, users));
    const out = held.keep(kernels.memory.float32(rows * stride));
    for (let start = 0; start < numUsers; start += block) {
      const count = Math.min(block, numUsers - start);
      const numQuads = Math.ceil(count / quadSize);
      const panelsPerChunk = Math.ceil(chunkWork / (numQuads * 32 * dim));
      const chunks = Math.min(1024, Math.ceil(numPanels / panelsPerChunk));
      kernels.run("scorePanels", {
        chunks,
        integers: [
          ...[quads.pointer + start * dim * 4, panels.items.pointer, panels.bias.pointer, out.pointer],
          ...[numQuads, numPanels, dim, Math.ceil(numPanels / chunks), panels.panelsPerBlock],
        ],
      });
      const computed = out.view;
      for (let row = 0; row < count; row++) {
        scores.set(computed.subarray(row * stride, row * stride + numItems), (start + row) * numItems);
      }
    }
  } finally {
    held.free();
  }
  return scores;
}

/** `scorePanels` in plain TypeScript, for runtimes without SIMD. */
export function plainScores(vectors: ItemVectors, users: Rows): Float32Array {
  const { dim, items, itemBias } = vectors;
  const numItems = countItems(vectors);
  const { values, index } = users;
  const numUsers = countRows(users);
  const scores = new Float32Array(numUsers * numItems);
  for (let item = 0; item < numItems; item++) {
    const bias = itemBias?.[item] ?? 0;
    for (let row = 0; row < numUsers; row++) {
      const from = (index ? (index[row] as number) : row) * dim;
      let sum = 0;
      for (let j = 0; j < dim; j++) sum += (values[from + j] as number) * (items[item * dim + j] as number);
      scores[row * numItems + item] = sum + bias;
    }
  }
  return scores;
}
