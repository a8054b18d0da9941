import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { normal } from "../layers/initializers.js";
import { Factors } from "../models/factors.js";
import { createRandom } from "../random/random.js";
import { blockGrid, gridOfBlocks } from "./block-grid.js";
import { KernelSgd } from "./kernel-sgd.js";
import { PlainSgd } from "./plain-sgd.js";
import type { SgdEngine, SgdProblem } from "./sgd-engine.js";
import type { SgdLoss, SgdSettings } from "./sgd-settings.js";
import { SgdTraining } from "./sgd-training.js";

const base: SgdSettings = {
  loss: "bpr",
  optimizer: "sgd",
  learningRate: 0.05,
  decay: "linear",
  l2: 0.01,
  biasL2: 0.002,
  numNegatives: 2,
  maxTrials: 10,
};

interface Shape {
  readonly numUsers: number;
  readonly numItems: number;
  readonly rows: number;
  readonly dim: number;
  /** Of the grid; what the data decides, unless given. */
  readonly blocks?: number;
}

const shapes: Shape[] = [
  { numUsers: 1, numItems: 2, rows: 1, dim: 1 },
  { numUsers: 3, numItems: 1, rows: 3, dim: 2 },
  { numUsers: 17, numItems: 40, rows: 120, dim: 5, blocks: 3 },
  { numUsers: 5, numItems: 30, rows: 60, dim: 16, blocks: 5 },
  { numUsers: 60, numItems: 90, rows: 900, dim: 20, blocks: 4 },
];
/** Not for losses with a margin: rounding makes one of so many decisions at it another. */
const largeShape = { numUsers: 200, numItems: 300, rows: 20_000, dim: 64 };

/** Rows at random, one of them twice, some users with none. */
function randomData({ numUsers, numItems, rows }: Shape): Interactions {
  const random = createRandom(numUsers * 1000 + rows);
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  return new Interactions(ids(numUsers), ids(numItems), {
    userIndex: Int32Array.from({ length: rows }, () => random.integer(Math.ceil(numUsers * 0.9))),
    itemIndex: Int32Array.from({ length: rows }, () => random.integer(numItems)),
    value: Float32Array.from({ length: rows }, () => 1 + random.integer(5)),
  });
}

function problemOf(shape: Shape, settings: Partial<SgdSettings>): SgdProblem {
  const data = randomData(shape);
  const merged = { ...base, ...settings };
  const userBias = merged.loss === "logistic" || merged.loss === "squared";
  const factors = new Factors(data, { dim: shape.dim, userBias, itemBias: true });
  const fan = { fanIn: 1, fanOut: 1 };
  normal(0.3)(factors.users, createRandom(1), fan);
  normal(0.3)(factors.items, createRandom(2), fan);
  normal(0.1)(factors.itemBias ?? new Float32Array(), createRandom(3), fan);
  const grid =
    shape.blocks === undefined
      ? blockGrid(data, createRandom(4))
      : gridOfBlocks(data, shape.blocks, createRandom(4));
  const { confidenceAlpha: alpha } = merged;
  const readings: Partial<Record<SgdLoss, (value: number) => number>> = {
    squared: (value) => value - 3,
    ...(alpha && { logistic: (value) => alpha * value }),
  };
  const rowValue = readings[merged.loss];
  return { data, grid, settings: merged, factors, rowValue };
}

async function train(problem: SgdProblem, engine: SgdEngine, epochs = 2): Promise<number[]> {
  const random = createRandom(7);
  const session = new SgdTraining(engine, problem, { epochs, random, threads: 1 });
  const losses = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    session.startEpoch(epoch);
    for (let step = 0; step < session.stepsPerEpoch; step++) losses.push((await session.step(step)) ?? -1);
  }
  session.dispose();
  return losses;
}

async function kernelsWith(threads: number) {
  const kernels = await loadKernels({ threads });
  if (!kernels) throw new Error("WebAssembly SIMD is missing");
  return kernels;
}

function arrays({ factors }: SgdProblem): number[] {
  return [...factors.state().values()].flatMap(({ data }) => [...data]);
}

const losses: (Pick<SgdSettings, "loss" | "confidenceAlpha"> & { readonly name: string })[] = [
  ...(["squared", "logistic", "bpr", "hinge", "warp"] as const).map((loss) => ({ name: loss, loss })),
  { name: "logistic with confidence", loss: "logistic", confidenceAlpha: 0.4 },
];

describe.each(losses)("$name", ({ name: _name, ...objective }) => {
  const { loss } = objective;
  test.each(["sgd", "adagrad"] as const)("the kernel agrees with its twin, by %s", async (optimizer) => {
    const kernels = await kernelsWith(2);
    const before = kernels.memory.bytesInUse;
    const hasMargin = loss === "hinge" || loss === "warp";
    for (const shape of hasMargin ? shapes : [...shapes, largeShape]) {
      const learningRate = loss === "warp" ? 0.005 : 0.05;
      const plain = problemOf(shape, { ...objective, optimizer, learningRate });
      const fast = problemOf(shape, { ...objective, optimizer, learningRate });
      const start = arrays(fast);
      const plainLosses = await train(plain, new PlainSgd(plain));
      const fastLosses = await train(fast, new KernelSgd(kernels, fast));
      const learned = arrays(fast);
      expect(learned.every(Number.isFinite)).toBe(true);
      if (shape.numItems > 2) expect(learned).not.toEqual(start);
      expect(largestDifference(learned, arrays(plain))).toBeLessThan(2e-5);
      expect(largestDifference(fastLosses, plainLosses)).toBeLessThan(1e-5);
    }
    expect(kernels.memory.bytesInUse).toBe(before);
  });

  test("any number of threads gives the same bits", async () => {
    const shape = { numUsers: 300, numItems: 700, rows: 40_000, dim: 12 };
    const results = [];
    for (const threads of [1, 2, 3]) {
      const problem = problemOf(shape, { ...objective, optimizer: "adagrad" });
      expect(problem.grid.blocks).toBe(4);
      await train(problem, new KernelSgd(await kernelsWith(threads), problem));
      results.push(arrays(problem));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
});

test("slices of a round visit each row once", async () => {
  const shape = { numUsers: 60, numItems: 90, rows: 900, dim: 4, blocks: 3 };
  const counts = { whole: 0, sliced: 0 };
  for (const slices of [1, 7]) {
    const problem = problemOf(shape, { loss: "squared" });
    const engine = new KernelSgd(await kernelsWith(2), problem);
    engine.deal({
      itemOrder: Int32Array.from({ length: 90 }, (_, i) => (i * 7) % 90),
      seed: 11,
      learningRate: 0.05,
    });
    for (let round = 0; round < 3; round++) {
      for (let slice = 0; slice < slices; slice++) {
        counts[slices === 1 ? "whole" : "sliced"] += engine.run({ round, slice, slices }).count;
      }
    }
    engine.dispose();
  }
  expect(counts).toEqual({ whole: 900, sliced: 900 });
});

function largestDifference(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), 0);
}
