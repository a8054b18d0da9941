import { beforeEach, expect, test, vi } from "vitest";
import { compressRows } from "../data/compressed-rows.js";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { VectorScorer } from "../testing/vector-scorer.js";
import { createItemIndex } from "./create-item-index.js";
import { recommend } from "./recommend.js";
import { recommendMany } from "./recommend-many.js";

vi.mock(import("../kernels/load-kernels.js"), async (original) => {
  const module = await original();
  return { ...module, loadKernels: vi.fn(module.loadKernels) };
});

const [numUsers, numItems, dim] = [23, 61, 5];
const random = createRandom(12);
/** Whole numbers: every order of adding up gives the same sum. */
const draw = (length: number) => Float32Array.from({ length }, () => random.integer(7) - 3);
const vectors = {
  dim,
  users: draw(numUsers * dim),
  items: draw(numItems * dim),
  userBias: draw(numUsers),
  itemBias: draw(numItems),
};
const users = Vocabulary.of(Array.from({ length: numUsers }, (_, i) => String(i)));
const items = Vocabulary.of(Array.from({ length: numItems }, (_, i) => String(i)));
const drawRows = (length: number) =>
  new Interactions(users, items, {
    userIndex: Int32Array.from({ length }, () => random.integer(numUsers)),
    itemIndex: Int32Array.from({ length }, () => random.integer(numItems)),
    value: new Float32Array(length),
  });
const [train, held] = [drawRows(200), drawRows(90)];
const everyone = Int32Array.from({ length: numUsers }, (_, i) => i);
const exclude = compressRows(train.userIndex, train.itemIndex, {
  numRows: numUsers,
  numColumns: numItems,
});

beforeEach(() => {
  vi.mocked(loadKernels).mockClear();
});

/** What scoring, retrieval and evaluation answer. */
async function answers() {
  const scorer = new VectorScorer(vectors);
  const index = await createItemIndex(vectors, { kind: "approximate", seed: 1, clusters: 4, probes: 4 });
  const query = vectors.users.subarray(0, dim);
  const split = { kind: "given", description: "drawn" } as const;
  const all = {
    scores: await scorer.scoreCatalogue(everyone),
    one: await recommend(scorer, { userIndex: 3, k: 7 }),
    many: await recommendMany(scorer, { users: everyone, k: 7, exclude }),
    evaluation: await evaluateRanking(scorer, { train, test: held, split, cutoffs: [3, 10] }),
    found: index.search(query, 9, { exclude: Int32Array.of(4, 5) }),
    foundForMany: index.searchMany(vectors.users, 4),
  };
  const { kind } = index;
  index.dispose();
  scorer.dots.release();
  return { all, kind };
}

test("a runtime without SIMD gives the same answers, in plain TypeScript", async () => {
  const withSimd = await answers();
  vi.mocked(loadKernels).mockResolvedValue(undefined);
  const without = await answers();
  expect(without.all).toEqual(withSimd.all);
  expect({ with: withSimd.kind, without: without.kind }).toEqual({ with: "approximate", without: "exact" });
});
