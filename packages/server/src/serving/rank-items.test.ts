import { createModel, fit, Interactions, type Model, Vocabulary } from "@tastemaker/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rankByModel, rankByPopularity } from "./rank-items.js";
import { seenBy, toServedDataset } from "./served-dataset.js";

/** Items by how many users have them: b 3, a and d 2 each, c 1, e none. Ann has b twice. */
const rows = [
  ["ann", "b"],
  ["ann", "a"],
  ["ann", "b"],
  ["bob", "b"],
  ["bob", "d"],
  ["bob", "c"],
  ["cem", "d"],
  ["cem", "b"],
  ["cem", "a"],
] as const;

const users = Vocabulary.of(["ann", "bob", "cem"]);
const items = Vocabulary.of(["a", "b", "c", "d", "e"]);

function interactionsOf(itemVocabulary: Vocabulary): Interactions {
  const index = (vocabulary: Vocabulary, id: string) => vocabulary.indexOf(id) ?? -1;
  return new Interactions(users, itemVocabulary, {
    userIndex: Int32Array.from(rows, ([user]) => index(users, user)),
    itemIndex: Int32Array.from(rows, ([, item]) => index(itemVocabulary, item)),
    value: new Float32Array(rows.length).fill(1),
  });
}

const dataset = toServedDataset(interactionsOf(items));
const ids = (ranked: readonly { itemId: string }[]) => ranked.map(({ itemId }) => itemId);

describe("rankByPopularity", () => {
  test("ranks by users, not by rows, and equal items by their index", () => {
    const ranked = rankByPopularity(dataset, { userId: "who", k: 10, excludeSeen: true });
    expect(ranked.map(({ itemId, score }) => [itemId, score])).toEqual([
      ["b", 3],
      ["a", 2],
      ["d", 2],
      ["c", 1],
      ["e", 0],
    ]);
    expect(new Set(ranked.map(({ source }) => source))).toEqual(new Set(["popularity"]));
  });

  test("leaves out what is seen, where asked, and what is listed", () => {
    const request = { userId: "ann", k: 2 };
    expect(ids(rankByPopularity(dataset, { ...request, excludeSeen: true }))).toEqual(["d", "c"]);
    expect(ids(rankByPopularity(dataset, { ...request, excludeSeen: false }))).toEqual(["b", "a"]);
    const listed = new Set(["d"]);
    expect(ids(rankByPopularity(dataset, { ...request, excludeSeen: true }, listed))).toEqual(["c", "e"]);
    expect(rankByPopularity(dataset, { ...request, k: 0, excludeSeen: true })).toEqual([]);
  });
});

describe("seenBy", () => {
  test("gives a user's items, and none of a user nobody knows", () => {
    expect([...seenBy(dataset, "bob")]).toEqual([1, 2, 3]);
    expect([...seenBy(dataset, "who")]).toEqual([]);
  });
});

describe("rankByModel", () => {
  // Another numbering than the data set's, and an item less: it must go by ids.
  const modelItems = Vocabulary.of(["d", "c", "b", "a"]);
  const data = interactionsOf(modelItems);
  let model: Model;

  beforeAll(async () => {
    model = createModel("popularity", {
      task: "ranking",
      dimensions: { numUsers: 3, numItems: 4 },
      seed: 1,
    });
    await fit(model, data, { seed: 1 });
  });
  afterAll(() => model.dispose());

  test("ranks what the user has not seen, by the ids of the data set", async () => {
    const served = { model, users, items: modelItems };
    const ranked = await rankByModel(served, dataset, { userId: "cem", k: 10, excludeSeen: true });
    expect(ranked).toEqual([{ itemId: "c", score: 1, source: "model" }]);
    const all = await rankByModel(served, dataset, { userId: "cem", k: 2, excludeSeen: false });
    expect(all.map(({ itemId, score }) => [itemId, score])).toEqual([
      ["b", 4],
      ["d", 2],
    ]);
  });

  test("has nothing for a user it does not know", async () => {
    const served = { model, users, items: modelItems };
    expect(await rankByModel(served, dataset, { userId: "who", k: 10, excludeSeen: true })).toEqual([]);
  });
});
