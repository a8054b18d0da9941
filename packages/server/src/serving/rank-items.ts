import { recommend } from "@tastemaker/core";
import { type ServedDataset, seenBy } from "./served-dataset.js";
import type { ServedModel } from "./served-model.js";

/** One place of a list. */
export interface RankedItem {
  readonly itemId: string;
  readonly score: number;
  readonly source: "model" | "popularity";
}

export interface ListRequest {
  readonly userId: string;
  readonly k: number;
  readonly excludeSeen: boolean;
}

/** The model's best for a user it knows; empty for one it does not know. */
export async function rankByModel(
  { model, users, items }: ServedModel,
  dataset: ServedDataset,
  { userId, k, excludeSeen }: ListRequest,
): Promise<RankedItem[]> {
  const userIndex = users.indexOf(userId);
  if (userIndex === undefined) return [];
  // The model's own numbering: its vocabulary is the data set's of the day it was trained.
  const exclude = excludeSeen
    ? seenBy(dataset, userId)
        .map((item) => items.indexOf(dataset.items.idOf(item)) ?? -1)
        .filter((item) => item >= 0)
    : undefined;
  const best = await recommend(model, { userIndex, k, exclude });
  return best.map(({ itemIndex, score }) => ({ itemId: items.idOf(itemIndex), score, source: "model" }));
}

/** What most users have seen. The score is how many. */
export function rankByPopularity(
  dataset: ServedDataset,
  { userId, k, excludeSeen }: ListRequest,
  listed: ReadonlySet<string> = new Set(),
): RankedItem[] {
  const seen = new Set(excludeSeen ? seenBy(dataset, userId) : []);
  const ranked: RankedItem[] = [];
  for (const item of dataset.popularItems) {
    if (ranked.length >= k) break;
    const itemId = dataset.items.idOf(item);
    if (seen.has(item) || listed.has(itemId)) continue;
    ranked.push({ itemId, score: dataset.numUsersOf[item] as number, source: "popularity" });
  }
  return ranked;
}
