import type { ItemVectors } from "./item-panels.js";

/**
 * The vectors of some items, each divided by its length: their dot products are cosines. A vector of zeros stays one,
 * like nothing.
 *
 * @param itemIndex [n]; all items unless given
 * @returns [n, dim], row-major
 */
export function unitVectors({ dim, items }: ItemVectors, itemIndex?: Int32Array): Float32Array {
  const count = itemIndex ? itemIndex.length : items.length / dim;
  const units = new Float32Array(count * dim);
  for (let row = 0; row < count; row++) {
    const from = (itemIndex ? (itemIndex[row] as number) : row) * dim;
    let square = 0;
    for (let d = 0; d < dim; d++) square += (items[from + d] as number) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let d = 0; d < dim; d++) units[row * dim + d] = scale * (items[from + d] as number);
  }
  return units;
}
