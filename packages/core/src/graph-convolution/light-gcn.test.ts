import { describe, expect, it } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import { type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import { createRandom } from "../random/random.js";
import { uniformNegatives } from "../sampling/uniform-negatives.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { bprGradient, drawTriples } from "./bpr-triples.js";
import type { GraphAlgebra } from "./graph-algebra.js";
import { interactionGraph } from "./interaction-graph.js";
import { KernelGraphAlgebra } from "./kernel-graph-algebra.js";
import { type LightGcnSettings, LightGcnTraining, type LightGcnVectors } from "./light-gcn-training.js";
import { plainGraphAlgebra } from "./plain-graph-algebra.js";
import { Propagation, type Sides } from "./propagation.js";

const [numUsers, numItems, dim] = [7, 9, 6];
const histories = randomSparseMatrix(createRandom(1), {
  numRows: numUsers,
  numColumns: numItems,
  density: 0.4,
  weighted: false,
});
const data = matrixInteractions(histories);
const draws = createRandom(2);
const drawn = (length: number) => Array.from({ length }, () => draws.normal());

async function kernelAlgebra(threads = 1): Promise<GraphAlgebra> {
  const kernels = await loadKernels({ threads });
  if (!kernels) throw new Error("There are no kernels.");
  return new KernelGraphAlgebra(kernels);
}
const algebras = { kernels: kernelAlgebra, "plain TypeScript": async () => plainGraphAlgebra };

/** Rows of users, then of items: Σ Aᵏ · E by the definition, with A written out. */
function layerSum(embeddings: number[][], layers: number): number[][] {
  const has = (user: number, item: number) =>
    histories.columns.subarray(histories.offsets[user], histories.offsets[user + 1]).includes(item);
  const size = numUsers + numItems;
  const edges = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (__, b) =>
      Number((a < numUsers && has(a, b - numUsers)) || (b < numUsers && has(b, a - numUsers))),
    ),
  );
  const degrees = edges.map((row) => row.reduce((sum, edge) => sum + edge, 0));
  let layer = embeddings;
  let sum = embeddings;
  for (let k = 0; k < layers; k++) {
    layer = edges.map((row, a) =>
      Array.from({ length: dim }, (_, d) =>
        row.reduce(
          (total, edge, b) =>
            edge ? total + (layer[b]?.[d] ?? 0) / Math.sqrt((degrees[a] ?? 0) * (degrees[b] ?? 0)) : total,
          0,
        ),
      ),
    );
    sum = sum.map((row, a) => row.map((value, d) => value + (layer[a]?.[d] ?? 0)));
  }
  return sum;
}

const rowsOf = (values: ArrayLike<number>): number[][] =>
  Array.from({ length: values.length / dim }, (_, row) =>
    Array.from(values).slice(row * dim, (row + 1) * dim),
  );

function sidesOf(algebra: GraphAlgebra, values?: number[]): Sides {
  const users = algebra.zeros(numUsers * dim);
  const items = algebra.zeros(numItems * dim);
  if (values) {
    users.view.set(values.slice(0, numUsers * dim));
    items.view.set(values.slice(numUsers * dim));
  }
  return { users, items };
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], digits = 4): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

describe("the graph of interactions", () => {
  it("weighs an edge by the degrees of its ends", () => {
    // Users {0, 1} and {0}: item 0 has two users.
    const matrix: SparseMatrix = {
      numRows: 2,
      numColumns: 3,
      offsets: Int32Array.of(0, 2, 3),
      columns: Int32Array.of(0, 1, 0),
    };
    const { userToItem, itemToUser, itemDegrees } = interactionGraph(matrix);
    expectClose(userToItem.values ?? [], [1 / 2, 1 / Math.SQRT2, 1 / Math.SQRT2], 6);
    expect([...itemToUser.offsets]).toEqual([0, 2, 3, 3]);
    expectClose(itemToUser.values ?? [], [1 / 2, 1 / Math.SQRT2, 1 / Math.SQRT2], 6);
    expect([...itemDegrees]).toEqual([2, 1, 0]);
  });
});

for (const [name, create] of Object.entries(algebras)) {
  describe(`LightGCN in ${name}`, () => {
    it("sums the propagated embeddings of all layers", async () => {
      const algebra = await create();
      const values = drawn((numUsers + numItems) * dim);
      const propagation = new Propagation(algebra, interactionGraph(histories));
      const base = sidesOf(algebra, values);
      const buffers = [sidesOf(algebra), sidesOf(algebra)] as const;
      for (const layers of [0, 1, 2, 3]) {
        const { users, items } = propagation.sum(base, layers, buffers);
        expectClose([...users.view, ...items.view], layerSum(rowsOf(values), layers).flat());
      }
      propagation.free();
      algebra.dispose();
    });

    it("has the gradient of BPR's loss with respect to the initial embeddings", async () => {
      const layers = 3;
      const scale = 1 / (layers + 1) ** 2;
      const values = drawn((numUsers + numItems) * dim);
      const random = createRandom(3);
      const rows = Int32Array.from({ length: 12 }, () => random.integer(data.length));
      const negatives = uniformNegatives(data, random, { allowPositives: true });
      const triples = drawTriples({ data, rows, negatives });
      const lossOf = (embeddings: number[]) => {
        const sum = layerSum(rowsOf(embeddings), layers);
        const score = (user: number, item: number) =>
          scale * (sum[user] ?? []).reduce((dot, x, d) => dot + x * (sum[numUsers + item]?.[d] ?? 0), 0);
        let loss = 0;
        for (let user = 0; user < numUsers; user++) {
          for (let n = triples.offsets[user] ?? 0; n < (triples.offsets[user + 1] ?? 0); n++) {
            const x = score(user, triples.positives[n] ?? 0) - score(user, triples.negatives[n] ?? 0);
            loss += Math.log(1 + Math.exp(-x)) / 12;
          }
        }
        return loss;
      };
      const algebra = await create();
      const propagation = new Propagation(algebra, interactionGraph(histories));
      const buffers = [sidesOf(algebra), sidesOf(algebra)] as const;
      const sums = propagation.sum(sidesOf(algebra, values), layers, buffers);
      const { loss, gradient } = bprGradient(triples, {
        users: sums.users.view,
        items: sums.items.view,
        dim,
        scale,
      });
      expect(loss).toBeCloseTo(lossOf(values), 5);
      const outer = sidesOf(algebra);
      for (const [matrix, right, out] of [
        [gradient, sums.items, outer.users],
        [transpose(gradient), sums.users, outer.items],
      ] as const) {
        const held = algebra.matrix(matrix);
        held.multiply({ right, out });
        held.free();
      }
      const { users, items } = propagation.sum(outer, layers, buffers);
      const analytic = [...users.view, ...items.view];
      const numeric = values.map((_, i) => {
        const shifted = (shift: number) =>
          lossOf(values.map((value, j) => (i === j ? value + shift : value)));
        return (shifted(1e-4) - shifted(-1e-4)) / 2e-4;
      });
      expect(Math.max(...numeric.map(Math.abs))).toBeGreaterThan(0.01);
      expectClose(analytic, numeric, 5);
      propagation.free();
      algebra.dispose();
    });
  });
}

const settings: LightGcnSettings = {
  embeddingDim: dim,
  layers: 2,
  learningRate: 0.02,
  l2: 0.01,
  batchSize: 8,
  epochs: 3,
};

async function train(algebra: GraphAlgebra, change: Partial<LightGcnSettings> = {}) {
  let vectors: LightGcnVectors | undefined;
  const training = new LightGcnTraining(algebra, {
    data,
    settings: { ...settings, ...change },
    random: createRandom(5),
    threads: 1,
    onEpochEnd: (all) => {
      vectors = all;
    },
  });
  const losses: number[] = [];
  for (let epoch = 1; epoch <= training.epochs; epoch++) {
    training.startEpoch(epoch);
    for (let step = 0; step < training.stepsPerEpoch; step++) losses.push(await training.step(step));
  }
  training.dispose();
  if (!vectors) throw new Error("No vectors came.");
  return { losses, ...vectors };
}

describe("training LightGCN", () => {
  it("is the same in the kernels and in plain TypeScript, on any number of threads", async () => {
    const plain = await train(plainGraphAlgebra);
    const one = await train(await kernelAlgebra(1));
    for (const name of ["users", "items", "contributions"] as const)
      expectClose(one[name], [...plain[name]], 3);
    expectClose(one.losses, plain.losses, 4);
    expect(await train(await kernelAlgebra(2))).toEqual(one);
  });

  it("publishes means over the layers, and what makes a known user without his initial embedding", async () => {
    const { users, items, contributions } = await train(plainGraphAlgebra, { learningRate: 0 });
    const initial = ["users", "items"].flatMap((name) => {
      const random = createRandom(5).fork(name);
      return Array.from(
        { length: (name === "users" ? numUsers : numItems) * dim },
        () => 0.1 * random.normal(),
      );
    });
    const means = layerSum(rowsOf(initial), 2).map((row) => row.map((sum) => sum / 3));
    expectClose([...users, ...items], means.flat());
    for (let user = 0; user < numUsers; user++) {
      const own = histories.columns.subarray(histories.offsets[user], histories.offsets[user + 1]);
      const folded = Array.from(
        { length: dim },
        (_, d) =>
          own.reduce((sum, item) => sum + (contributions[item * dim + d] as number), 0) /
          Math.sqrt(own.length),
      );
      const known = Array.from(
        { length: dim },
        (_, d) => (means[user]?.[d] ?? 0) - (initial[user * dim + d] ?? 0) / 3,
      );
      expectClose(folded, known);
    }
  });

  it("adds the mean L2 of what a batch reads, and its gradient", async () => {
    const free = await train(plainGraphAlgebra, { l2: 0, batchSize: 100, epochs: 1, learningRate: 0 });
    const pulled = await train(plainGraphAlgebra, { l2: 0.5, batchSize: 100, epochs: 1, learningRate: 0 });
    // Three vectors of six numbers a triple, each from N(0, 0.1²).
    const penalty = (pulled.losses[0] as number) - (free.losses[0] as number);
    expect(penalty).toBeGreaterThan(0.5 * 3 * 6 * 0.01 * 0.7);
    expect(penalty).toBeLessThan(0.5 * 3 * 6 * 0.01 * 1.3);
    const size = ({ users, items }: LightGcnVectors) => Math.hypot(...users, ...items);
    const long = { batchSize: 100, epochs: 80, learningRate: 0.02 };
    const trained = await train(plainGraphAlgebra, { ...long, l2: 0 });
    expect(size(await train(plainGraphAlgebra, { ...long, l2: 1 }))).toBeLessThan(0.1 * size(trained));
  });
});
