import { Held } from "../kernels/held.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";

/** The numbers ascending, each once: themselves where they are so already. */
export function ascending(items: Int32Array): Int32Array {
  for (let i = 1; i < items.length; i++) {
    if ((items[i] as number) <= (items[i - 1] as number)) return Int32Array.from(new Set(items)).sort();
  }
  return items;
}

/** Lists of items in the kernels' memory, ascending. Must be freed. */
export interface ItemLists {
  /** [lists + 1] */
  readonly offsets: KernelArray<Int32Array>;
  /** List l is items[offsets[l] … offsets[l + 1]). */
  readonly items: KernelArray<Int32Array>;
  free(): void;
}

/** Copies `count` lists, each once and ascending; none where there is no list. */
export function copyLists(
  memory: KernelMemory,
  count: number,
  listOf: (list: number) => Int32Array | undefined,
): ItemLists {
  const lists = Array.from({ length: count }, (_, i) => ascending(listOf(i) ?? none));
  const starts = new Int32Array(count + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = (starts[i] as number) + list.length;
  const { offsets, items } = Held.unlessThrown((held) => ({
    offsets: held.keep(memory.copyOf(starts)),
    items: held.keep(memory.int32(starts[count] as number)),
  }));
  const into = items.view;
  for (const [i, list] of lists.entries()) into.set(list, starts[i]);
  return {
    offsets,
    items,
    free() {
      offsets.free();
      items.free();
    },
  };
}

const none = new Int32Array();
