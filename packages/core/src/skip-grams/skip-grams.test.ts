import { describe, expect, it } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { dealItems, intoCells } from "./item-grid.js";
import { KernelSkipGram } from "./kernel-skip-gram.js";
import { PlainSkipGram } from "./plain-skip-gram.js";
import type { SkipGramEngine } from "./skip-gram-engine.js";
import { drawPairs, keepChances } from "./skip-gram-pairs.js";
import type { SkipGramSettings } from "./skip-gram-settings.js";

const settings: SkipGramSettings = {
  window: 1,
  order: "time",
  subsample: null,
  numNegatives: 3,
  noisePower: 0.75,
  learningRate: 0.1,
  epochs: 1,
};

function pairsOf(items: number[], change: Partial<SkipGramSettings>, draws = 1): string[] {
  const sequences = {
    offsets: Int32Array.of(0, items.length),
    itemIndex: Int32Array.from(items),
    order: Int32Array.from(items.keys()),
  };
  const { centers, contexts } = drawPairs({
    sequences,
    users: new Int32Array(draws),
    keep: new Float64Array(10).fill(1),
    settings: { ...settings, ...change },
    random: createRandom(1),
  });
  return Array.from(centers, (center, n) => `${center}${contexts[n]}`);
}

describe("skip-grams", () => {
  it("pair neighbours in both directions", () => {
    expect(pairsOf([7, 2, 5], {})).toEqual(["72", "27", "25", "52"]);
    expect(pairsOf([7], {})).toEqual([]);
  });

  it("reach to each distance as often as the drawn windows do", () => {
    const pairs = pairsOf([0, 1, 2, 3, 4, 5, 6], { window: 3 }, 6000);
    const share = (pair: string) => pairs.filter((each) => each === pair).length / 6000;
    // A reach of 1, 2 or 3 has the same chance.
    expect(share("34")).toBe(1);
    expect(Math.abs(share("35") - 2 / 3)).toBeLessThan(0.03);
    expect(Math.abs(share("30") - 1 / 3)).toBeLessThan(0.03);
    expect(share("26")).toBe(0);
  });

  it("pair any two items of a set equally often", () => {
    const pairs = pairsOf([0, 1, 2, 3], { order: "none" }, 6000);
    for (const pair of ["01", "03", "30", "12", "21"]) {
      // Six of twelve ordered pairs are neighbours.
      expect(Math.abs(pairs.filter((each) => each === pair).length / 6000 - 1 / 2)).toBeLessThan(0.03);
    }
  });

  it("keep frequent items at times", () => {
    const chances = keepChances(Int32Array.of(50, 40, 10, 0), { ...settings, subsample: 0.1 });
    expect(chances[0]).toBeCloseTo(Math.sqrt(0.2) + 0.2, 6);
    expect(chances[1]).toBeCloseTo(0.5 + 0.25, 6);
    expect([chances[2], chances[3]]).toEqual([1, 1]);
  });
});

describe("the grid of items", () => {
  const counts = Int32Array.from({ length: 150 }, (_, item) => (item % 10 === 0 ? 0 : item));
  const grid = dealItems({ counts, noisePower: 0.75, random: createRandom(1) });

  it("deals observed items into even blocks", () => {
    expect([...grid.blockStarts]).toEqual([0, 68, 135]);
    expect(new Set(grid.itemOrder).size).toBe(135);
    for (const [place, item] of grid.itemOrder.entries()) {
      expect(counts[item]).toBeGreaterThan(0);
      expect(grid.blockOf[item]).toBe(place < 68 ? 0 : 1);
    }
  });

  it("draws the noise of a block in proportion to interactions to the power", () => {
    for (const [start, end] of [
      [0, 68],
      [68, 135],
    ] as const) {
      const chance = new Float64Array(135);
      for (let place = start; place < end; place++) {
        const own = ((grid.noiseOwn[place] as number) >>> 0) / 2 ** 32;
        const other = grid.noiseAlias[place] as number;
        chance[place] = (chance[place] as number) + own;
        chance[other] = (chance[other] as number) + 1 - own;
      }
      const weights = Array.from(grid.itemOrder.subarray(start, end), (item) => (counts[item] ?? 0) ** 0.75);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [at, weight] of weights.entries()) {
        expect((chance[start + at] as number) / (end - start)).toBeCloseTo(weight / total, 6);
      }
    }
  });

  it("sorts pairs by center block and then by context block, in their order", () => {
    const items = [...grid.itemOrder];
    const [a, b, c] = [items[0], items[1], items[134]] as [number, number, number];
    const pairs = { centers: Int32Array.of(c, a, b, a), contexts: Int32Array.of(a, c, a, b) };
    const cells = intoCells(pairs, grid);
    expect([...cells.cellOffsets]).toEqual([0, 2, 3, 4, 4]);
    expect([...cells.centers]).toEqual([b, a, a, c]);
    expect([...cells.contexts]).toEqual([a, b, c, a]);
  });
});

describe("learning skip-grams", () => {
  it("takes the step of the logistic loss from the old vectors", () => {
    const vectors = { dim: 2, inputs: Float32Array.of(1, 2, 0, 0), outputs: Float32Array.of(0, 0, 0.5, -1) };
    const grid = dealItems({ counts: Int32Array.of(1, 1), noisePower: 1, random: createRandom(1) });
    const cells = intoCells({ centers: Int32Array.of(0), contexts: Int32Array.of(1) }, grid);
    const loss = new PlainSkipGram(vectors).run({ grid, cells, numNegatives: 0, learningRate: 0.1, seed: 1 });
    const step = 0.1 * (1 - 1 / (1 + Math.exp(1.5)));
    expect(loss.count).toBe(1);
    expect(loss.sum).toBeCloseTo(Math.log(1 + Math.exp(1.5)), 6);
    const expected = [1 + step * 0.5, 2 - step, 0, 0, 0, 0, 0.5 + step, -1 + step * 2];
    for (const [i, value] of [...vectors.inputs, ...vectors.outputs].entries()) {
      expect(value).toBeCloseTo(expected[i] as number, 6);
    }
  });

  it("gives in the kernels, on any number of threads, what plain TypeScript gives", async () => {
    const numItems = 300;
    const counts = Int32Array.from({ length: numItems }, (_, item) => 1 + (item % 40));
    const draws = createRandom(4);
    const items = (length: number) => Int32Array.from({ length }, () => draws.integer(numItems));
    const passes = [1, 2].map((seed) => {
      const grid = dealItems({ counts, noisePower: 0.75, random: createRandom(seed) });
      const cells = intoCells({ centers: items(5000), contexts: items(5000) }, grid);
      return { grid, cells, numNegatives: 3, learningRate: 0.1, seed: -seed };
    });
    const learn = (engineOf: (vectors: ReturnType<typeof start>) => SkipGramEngine) => {
      const vectors = start();
      const engine = engineOf(vectors);
      const losses = passes.map((pass) => engine.run(pass));
      engine.publish();
      engine.dispose();
      return { ...vectors, losses };
    };
    const start = () => {
      const random = createRandom(9);
      const drawn = () => Float32Array.from({ length: numItems * 10 }, () => random.normal() / 3);
      return { dim: 10, inputs: drawn(), outputs: drawn() };
    };
    const plain = learn((vectors) => new PlainSkipGram(vectors));
    const [one, two] = await Promise.all([1, 2].map((threads) => loadKernels({ threads })));
    if (!one || !two) throw new Error("There are no kernels.");
    const kernel = learn((vectors) => new KernelSkipGram(one, vectors));
    expect(learn((vectors) => new KernelSkipGram(two, vectors))).toEqual(kernel);
    for (const name of ["inputs", "outputs"] as const) {
      const difference = plain[name].map((value, i) => Math.abs(value - (kernel[name][i] as number)));
      expect(Math.max(...difference)).toBeLessThan(1e-4);
    }
    for (const [i, { sum, count }] of plain.losses.entries()) {
      expect(kernel.losses[i]?.count).toBe(count);
      expect(kernel.losses[i]?.sum).toBeCloseTo(sum, 1);
    }
    // Negatives that are their pair's context are left out: fewer than 4 samples a pair.
    expect(plain.losses[0]?.count).toBeLessThan(20_000);
    expect(plain.losses[0]?.count).toBeGreaterThan(19_500);
  });
});
