import { afterEach, expect, test, vi } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { OutOfMemoryError } from "../errors/errors.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { VectorScorer } from "../testing/vector-scorer.js";
import { createItemIndex } from "./create-item-index.js";
import type { ItemIndex } from "./item-index.js";
import { recommend } from "./recommend.js";
import { recommendMany } from "./recommend-many.js";

const [size, dim] = [40, 3];
const numbers = Float32Array.from({ length: size * dim }, (_, i) => (i * 7) % 11);
const vectors = { dim, items: numbers };
const everyone = Int32Array.from({ length: size }, (_, i) => i);
const ids = Vocabulary.of(Array.from({ length: size }, (_, i) => String(i)));
const diagonal = new Interactions(ids, ids, {
  userIndex: everyone,
  itemIndex: everyone,
  value: new Float32Array(size),
});
const beside = new Interactions(ids, ids, {
  userIndex: everyone,
  itemIndex: everyone.map((item) => (item + 1) % size),
  value: new Float32Array(size),
});
const evaluation = {
  train: diagonal,
  test: beside,
  split: { kind: "given", description: "two diagonals" },
  cutoffs: [1],
} as const;

async function withScorer(work: (scorer: VectorScorer) => Promise<unknown>): Promise<void> {
  const scorer = new VectorScorer({ dim, users: numbers, items: numbers });
  try {
    await work(scorer);
  } finally {
    scorer.dots.release();
  }
}

async function searchIn(creating: Promise<ItemIndex>): Promise<void> {
  const index = await creating;
  try {
    const query = numbers.subarray(0, dim);
    index.search(query, 2, { exclude: Int32Array.of(3) });
    index.search(query, 2, { candidates: Int32Array.of(3) });
    index.searchMany(numbers, 2);
  } finally {
    index.dispose();
  }
}

const works: Record<string, () => Promise<unknown>> = {
  "an exact index": () => searchIn(createItemIndex(vectors, { kind: "exact" })),
  "a quantised index": () => searchIn(createItemIndex(vectors, { kind: "quantised" })),
  "an approximate index": () => searchIn(createItemIndex(vectors, { kind: "approximate", seed: 1 })),
  recommend: () => withScorer((scorer) => recommend(scorer, { userIndex: 1, k: 2 })),
  recommendMany: () => withScorer((scorer) => recommendMany(scorer, { users: everyone, k: 2 })),
  scoreCatalogue: () => withScorer((scorer) => scorer.scoreCatalogue(everyone)),
  "evaluateRanking by vectors": () => withScorer((scorer) => evaluateRanking(scorer, evaluation)),
  "evaluateRanking by scores": () =>
    evaluateRanking(
      new MatrixScorer({ numUsers: size, numItems: size }, new Float32Array(size * size)),
      evaluation,
    ),
};

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(Object.entries(works))("%s gives back what it holds, wherever memory runs out", async (_, work) => {
  const memory = (await loadKernels())?.memory;
  if (!memory) throw new Error("WebAssembly SIMD is missing");
  const before = memory.bytesInUse;
  const allocate = memory.allocate.bind(memory);
  let left = 0;
  vi.spyOn(memory, "allocate").mockImplementation((bytes) => {
    if (left-- === 0) throw new OutOfMemoryError("There is no more.");
    return allocate(bytes);
  });
  let failures = 0;
  for (; failures < 200; failures++) {
    left = failures;
    const outcome = await work().catch((error: unknown) => error);
    expect(memory.bytesInUse).toBe(before);
    if (!(outcome instanceof Error)) break;
    expect(outcome).toBeInstanceOf(OutOfMemoryError);
  }
  expect(failures).toBeGreaterThan(3);
  expect(failures).toBeLessThan(200);
});
