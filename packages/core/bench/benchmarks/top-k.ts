import { createItemIndex } from "../../src/retrieval/create-item-index.js";
import type { ItemIndex, ItemIndexKind } from "../../src/retrieval/item-index.js";
import type { ItemVectors } from "../../src/retrieval/item-panels.js";
import { PlainIndex } from "../../src/retrieval/plain-index.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";
import { pythonPeer } from "../peers/python-peer.js";
import { clusteredVectors } from "../workloads/clustered-vectors.js";

const [numItems, dim, k, numQueries] = [100_000, 64, 10, 100];
const plain = "plain twin";
const kinds: readonly { readonly kind: ItemIndexKind; readonly name: string }[] = [
  { kind: "exact", name: "core, exact, float32" },
  { kind: "quantised", name: "core, quantised, int8" },
  { kind: "approximate", name: "core, approximate" },
];

/** The ten best of many items for one user after another, on one thread. */
export const topK: Benchmark = {
  name: "top-k",
  title: `Top ${k} of ${numItems.toLocaleString("en-GB")} items, ${dim} dimensions, one user at a time, one thread`,
  unit: "users",
  references: [plain],
  figures: [
    {
      what: "users a second, exact (3 ms; 0.6 ms)",
      of: ["core, exact, float32"],
      kind: "rate",
      toReach: 1000 / 3,
      goal: 1000 / 0.6,
    },
    {
      what: "users a second, any index",
      of: kinds.map(({ name }) => name),
      kind: "rate",
      toReach: 1000 / 3,
      goal: 1000 / 0.6,
    },
  ],
  async prepare() {
    const items = clusteredVectors({ count: numItems, dim, seed: 1 });
    const queries = clusteredVectors({ count: numQueries, dim, seed: 2 });
    const queryOf = (row: number) => queries.subarray(row * dim, (row + 1) * dim);
    const truth = new PlainIndex({ dim, items });
    const best = Array.from({ length: numQueries }, (_, row) => itemsOf(truth, queryOf(row)));
    const contender = (name: string, create: () => Promise<ItemIndex>): Contender => ({
      name,
      async setup() {
        const index = await create();
        const recall = `${(100 * meanOverlap(best, (row) => itemsOf(index, queryOf(row)))).toFixed(1)} %`;
        return {
          unitsPerRun: numQueries,
          dispose: () => index.dispose(),
          async run() {
            let result = 0;
            for (let row = 0; row < numQueries; row++) result += index.search(queryOf(row), k)[0]?.score ?? 0;
            return { result, facts: { [`recall@${k}`]: recall } };
          },
        };
      },
    });
    return {
      workload: "Vectors around 1,000 centres, as trained embeddings lie, not spread evenly.",
      contenders: [
        contender(plain, async () => truth),
        ...kinds.map(({ kind, name }) => contender(name, () => indexOf(kind, { dim, items }))),
        pythonPeer("PyTorch, matrix · vector and topk, 1 thread", {
          script: "peer_pytorch.py",
          unitsPerRun: numQueries,
          options: { work: "top-k", threads: 1, numItems, dim, k, steps: numQueries },
        }),
      ],
    };
  },
};

function indexOf(kind: ItemIndexKind, vectors: ItemVectors): Promise<ItemIndex> {
  return kind === "approximate"
    ? createItemIndex(vectors, { kind, threads: 1, seed: 1 })
    : createItemIndex(vectors, { kind, threads: 1 });
}

const itemsOf = (index: ItemIndex, query: Float32Array) =>
  index.search(query, k).map(({ itemIndex }) => itemIndex);

/** Share of the true best that is found, as a mean over the queries. */
function meanOverlap(best: readonly number[][], found: (row: number) => number[]): number {
  const shares = best.map((items, row) => {
    const others = new Set(found(row));
    return items.filter((item) => others.has(item)).length / items.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
