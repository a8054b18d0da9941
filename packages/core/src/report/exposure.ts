import type { ListEvaluation } from "../evaluation/evaluate-lists.js";

const numGroups = 10;

/** Items of about a tenth of the training interactions. */
export interface PopularityGroup {
  readonly numItems: number;
  /** Share of the training interactions. */
  readonly interactions: number;
}

/**
 * Items by popularity, most popular first, in ten groups of about as many training interactions: the first has few
 * items, the last most of the catalogue. Groups that stay empty, where one item has several tenths, have no items.
 *
 * @param popularity [numItems] how many users each item has in train
 */
export function popularityGroups(popularity: Int32Array): readonly PopularityGroup[] {
  const total = Math.max(1, sum(popularity));
  return groupItems(popularity).map((items) => ({
    numItems: items.length,
    interactions: sum(items.map((item) => popularity[item] as number)) / total,
  }));
}

/** The share of all places in lists that each of the groups has. */
export function exposureOf({
  exposure,
  popularity,
}: Pick<ListEvaluation, "exposure" | "popularity">): readonly number[] {
  const total = Math.max(1, sum(exposure));
  return groupItems(popularity).map((items) => sum(items.map((item) => exposure[item] as number)) / total);
}

/** An item belongs to the tenth that the middle of its own interactions falls into. */
function groupItems(popularity: Int32Array): Int32Array[] {
  const order = Int32Array.from(popularity, (_, item) => item).sort(
    (a, b) => (popularity[b] as number) - (popularity[a] as number) || a - b,
  );
  const total = Math.max(1, sum(popularity));
  const groups = Array.from({ length: numGroups }, (): number[] => []);
  let before = 0;
  for (const item of order) {
    const own = popularity[item] as number;
    const group = Math.min(numGroups - 1, Math.floor(((before + own / 2) / total) * numGroups));
    groups[group]?.push(item);
    before += own;
  }
  return groups.map((items) => Int32Array.from(items));
}

function sum(values: Int32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
