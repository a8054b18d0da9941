import type { PackedSequences } from "./packed-sequences.js";

/** The last items up to each token, at their places. */
export interface Unfolded {
  /** [tokens × length] oldest first; 0 where there is none */
  readonly itemIndex: Int32Array;
  /** [tokens × length] 1 where there is an item, else 0 */
  readonly isPresent: Float32Array;
}

/** For each token the `length` items that end with it, as far as its sequence has them. */
export function unfold({ offsets, itemIndex }: PackedSequences, length: number): Unfolded {
  const items = new Int32Array(itemIndex.length * length);
  const isPresent = new Float32Array(items.length);
  for (let s = 0; s + 1 < offsets.length; s++) {
    const first = offsets[s] as number;
    for (let token = first; token < (offsets[s + 1] as number); token++) {
      for (let back = 0; back < Math.min(length, token - first + 1); back++) {
        const place = token * length + length - 1 - back;
        items[place] = itemIndex[token - back] as number;
        isPresent[place] = 1;
      }
    }
  }
  return { itemIndex: items, isPresent };
}
