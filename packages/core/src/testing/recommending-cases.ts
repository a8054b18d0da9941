import { InvalidFeaturesError, InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { canExplain, explain } from "../explanations/explain.js";
import { recommend } from "../retrieval/recommend.js";
import { similarItems } from "../retrieval/similar-items.js";
import type { Recommendation } from "../retrieval/top-k.js";
import { check, largestDifference, rejects, using } from "./checks.js";
import {
  type ContractCases,
  type ContractSubject,
  checkWithheldFirst,
  foldIn,
  historyOf,
  size,
} from "./contract-subject.js";

/** Of histories, lists, similar items and explanations. */
export function recommendingCases(subject: ContractSubject): ContractCases {
  const { options, board, allUsers, trained } = subject;
  return {
    "folds in users from their histories": () =>
      using(trained(), async (model) => {
        const histories = Array.from(allUsers, (user) => historyOf(board.train, user));
        const scores = await foldIn(model, histories);
        if (options.personalised) checkWithheldFirst(scores, subject);
        const alone = await foldIn(model, histories.slice(3, 4));
        const difference = largestDifference(alone, scores.subarray(3 * size, 4 * size));
        check(difference < 1e-4, `a history alone and among others scores up to ${difference} apart`);
        const nothing = await foldIn(model, [{ itemIndex: new Int32Array(0) }]);
        check(nothing.every(Number.isFinite), "an empty history must get a finite score for each item");
      }),
    "refuses histories that make no sense": () =>
      using(trained(), async (model) => {
        const folding = (...items: number[]) => foldIn(model, [{ itemIndex: Int32Array.from(items) }]);
        await rejects(() => folding(3, size), UnknownIdError);
        await rejects(() => folding(-1), UnknownIdError);
        if (options.readsRepeats) await folding(3, 1, 3);
        else await rejects(() => folding(3, 1, 3), InvalidInteractionsError);
        const itemIndex = Int32Array.of(3, 1);
        for (const value of [[1], [1, Number.NaN], [Number.POSITIVE_INFINITY, 1]]) {
          const history = { itemIndex, value: Float32Array.from(value) };
          await rejects(() => foldIn(model, [history]), InvalidInteractionsError);
        }
        await rejects(() => foldIn(model, [{ itemIndex, features: { mood: "good" } }]), InvalidFeaturesError);
      }),
    "recommends to a history by its scores, its exclusions and filters": () =>
      using(trained(), async (model) => {
        const history = historyOf(board.train, 3);
        const best = await recommend(model, { history, k: size });
        const scores = await foldIn(model, [history]);
        const has = new Set(history.itemIndex);
        check(
          best.length === size - has.size,
          `${best.length} items for a history that leaves ${size - has.size}`,
        );
        best.forEach(({ itemIndex, score }, place) => {
          check(!has.has(itemIndex), `item ${itemIndex} is recommended to a history that has it`);
          const apart = Math.abs(score - (scores[itemIndex] ?? Number.NaN));
          check(apart < 1e-4, `item ${itemIndex} is recommended at ${apart} off its score`);
          const before = best[place - 1]?.score ?? Number.POSITIVE_INFINITY;
          check(score <= before, `place ${place} has a higher score than the one before`);
        });
        const filter = (item: number) => item % 3 === 0;
        const exclude = Int32Array.of(0, 9);
        const filtered = await recommend(model, { userIndex: 3, k: size, filter, exclude });
        const items = filtered.map(({ itemIndex }) => itemIndex).sort((a, b) => a - b);
        check(items.join() === "3,6,12,15,18", `the filter and exclusions leave ${items.join()}`);
      }),
    "finds similar items": () =>
      using(trained(), async (model) => {
        const wrong: number[] = [];
        for (const itemIndex of allUsers) {
          const similar = await similarItems(model, { itemIndex, k: size });
          check(similar.length === size - 1, `item ${itemIndex} has ${similar.length} of ${size - 1} others`);
          check(!similar.some((other) => other.itemIndex === itemIndex), `item ${itemIndex} is like itself`);
          if (((similar[0]?.itemIndex ?? 0) - itemIndex) % 2 !== 0) wrong.push(itemIndex);
        }
        if (options.personalised)
          check(wrong.length <= size / 10, `items ${wrong.join(", ")} are most like one of the other colour`);
      }),
    "tells a similarity of items from −1 to 1, and varied lists by it": () =>
      using(trained(), async (model) => {
        const similarity = model.itemSimilarity?.();
        if (!similarity) return;
        const catalogue = await similarity.scoreCatalogue(allUsers);
        const first = Int32Array.from({ length: size * size }, (_, i) => Math.floor(i / size));
        const second = Int32Array.from({ length: size * size }, (_, i) => i % size);
        const difference = largestDifference(catalogue, await similarity.scorePairs(first, second));
        check(difference < 1e-4, `similarities alone and in rows differ by up to ${difference}`);
        check(
          catalogue.every((value) => Math.abs(value) <= 1 + 1e-5),
          "a similarity is outside −1 … 1",
        );
        const history = historyOf(board.train, 3);
        const request = { history, k: 4, exclude: new Int32Array() };
        const plain = await recommend(model, request);
        const alike = await recommend(model, { ...request, diversity: { lambda: 1 } });
        check(
          itemsOf(alike) === itemsOf(plain),
          `a lambda of 1 gives ${itemsOf(alike)}, not ${itemsOf(plain)}`,
        );
        const varied = await recommend(model, { ...request, diversity: { lambda: 0, poolSize: size } });
        check(
          new Set(varied.map(({ itemIndex }) => itemIndex)).size === 4,
          "a varied list is not of 4 items",
        );
        check(
          varied[0]?.itemIndex === plain[0]?.itemIndex,
          "a varied list does not start with the best item",
        );
      }),
    "explains its scores exactly, where it can": () =>
      using(trained(), async (model) => {
        const history = historyOf(board.train, 3);
        const scores = {
          user: await model.scoreCatalogue(Int32Array.of(3)),
          history: await foldIn(model, [history]),
        };
        for (const itemIndex of allUsers) {
          const asked = { user: { userIndex: 3, itemIndex }, history: { history, itemIndex } };
          for (const to of ["user", "history"] as const) {
            if (!canExplain(model, to)) continue;
            const { score } = await explain(model, asked[to]);
            const expected = scores[to][itemIndex] ?? Number.NaN;
            const apart = Math.abs(score - expected) / (1 + Math.abs(expected));
            check(
              apart < 1e-4,
              `the terms for the ${to} and item ${itemIndex} add up to ${score}, not ${expected}`,
            );
          }
        }
      }),
  };
}

const itemsOf = (list: readonly Recommendation[]) => list.map(({ itemIndex }) => itemIndex).join();
