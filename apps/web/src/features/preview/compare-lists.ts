import type { RouterOutputs } from "@/trpc/router";

export type RecommendedItem = RouterOutputs["recommend"]["items"][number];

/** One place of a list, beside another list. */
export interface ComparedItem {
  readonly item: RecommendedItem;
  /** From 1. */
  readonly rank: number;
  /** Where the other list has the same item; null where it has it not, or is not there yet. */
  readonly otherRank: number | null;
  /** The score's place between the list's lowest (0) and highest (1). */
  readonly relativeScore: number;
}

/** A list with what it shares with another. */
export function compareList(
  items: readonly RecommendedItem[],
  others: readonly RecommendedItem[] | undefined,
): readonly ComparedItem[] {
  const otherRanks = new Map(others?.map(({ itemId }, n) => [itemId, n + 1]));
  const scores = items.map(({ score }) => score).filter(Number.isFinite);
  const low = Math.min(...scores);
  const span = Math.max(...scores) - low;
  return items.map((item, n) => ({
    item,
    rank: n + 1,
    otherRank: otherRanks.get(item.itemId) ?? null,
    relativeScore: span > 0 && Number.isFinite(item.score) ? (item.score - low) / span : 1,
  }));
}

/** How many items both lists have. */
export function countShared(left: readonly RecommendedItem[], right: readonly RecommendedItem[]): number {
  const ids = new Set(right.map(({ itemId }) => itemId));
  return left.filter(({ itemId }) => ids.has(itemId)).length;
}
