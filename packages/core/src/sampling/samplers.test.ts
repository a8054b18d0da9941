import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { losses } from "../losses/registry.js";
import { createRandom } from "../random/random.js";
import { checkerboard } from "../testing/checkerboard.js";
import type { Batch, BatchSource, BatchSourceOptions, ScorePairs } from "./batch.js";
import { groups, pairs } from "./drawn-batches.js";
import { dynamicHardSampler } from "./dynamic-hard.js";
import { inBatchSampler } from "./in-batch.js";
import { lists } from "./list-batches.js";
import { popularityNegatives, popularitySampler } from "./popularity.js";
import { uniformSampler } from "./uniform.js";
import { uniformNegatives } from "./uniform-negatives.js";

const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));

/** Items 0 … 4 with 4, 2, 1, 1 and no interactions. User 3 has every item that anybody has. */
const data = new Interactions(ids(5), ids(5), {
  userIndex: Int32Array.of(0, 0, 1, 2, 3, 3, 3, 3),
  itemIndex: Int32Array.of(0, 1, 0, 0, 0, 1, 2, 3),
  value: Float32Array.of(5, 3, 1, 4, 2, 2, 2, 2),
});
const options = { data, batchSize: 60, numNegatives: 2, labelOffset: 0, random: createRandom(1) };
const noScores: ScorePairs = () => Promise.reject(new Error("asked for scores"));

/** All batches of an epoch, with buffers of their own. */
async function epochOf(source: BatchSource, score = noScores): Promise<Batch[]> {
  source.startEpoch();
  const batches: Batch[] = [];
  for (let step = 0; step < source.stepsPerEpoch; step++) {
    batches.push(structuredClone(await source.batch(step, score)));
  }
  return batches;
}

const has = (user: number, item: number, of: Interactions = data) =>
  of.userIndex.some((each, i) => each === user && of.itemIndex[i] === item);

/** Within five standard errors of what is expected. */
function expectShares(draw: () => number, shares: readonly number[]): void {
  const numDraws = 40_000;
  const counts = shares.map(() => 0);
  for (let n = 0; n < numDraws; n++) {
    const item = draw();
    counts[item] = (counts[item] ?? 0) + 1;
  }
  for (const [item, share] of shares.entries()) {
    const margin = 5 * Math.sqrt((share * (1 - share)) / numDraws);
    expect(Math.abs((counts[item] ?? 0) / numDraws - share)).toBeLessThanOrEqual(margin);
  }
}

describe("uniform", () => {
  it.each([
    [0, [0, 0, 1 / 3, 1 / 3, 1 / 3]],
    [1, [0, 1 / 4, 1 / 4, 1 / 4, 1 / 4]],
  ])("draws what user %s has not, evenly, and says how likely", (user, shares) => {
    const negatives = uniformNegatives(data, createRandom(2));
    expectShares(() => negatives.draw(user), shares);
    expect(Math.exp(negatives.logProbability(user, 4))).toBeCloseTo(shares[4] ?? 0, 12);
  });

  it("draws everything where positives are allowed", () => {
    const negatives = uniformNegatives(data, createRandom(2), { allowPositives: true });
    expectShares(() => negatives.draw(0), [0.2, 0.2, 0.2, 0.2, 0.2]);
    expect(Math.exp(negatives.logProbability(0, 0))).toBeCloseTo(0.2, 12);
    expect(negatives.hasNegative(3)).toBe(true);
  });
});

describe("popularity", () => {
  it.each([
    [1, 4, [4 / 8, 2 / 8, 1 / 8, 1 / 8, 0]],
    [1, 0, [0, 0, 1 / 2, 1 / 2, 0]],
    [1, 1, [0, 2 / 4, 1 / 4, 1 / 4, 0]],
    [2, 1, [0, 4 / 6, 1 / 6, 1 / 6, 0]],
    [0, 1, [0, 1 / 4, 1 / 4, 1 / 4, 1 / 4]],
  ])(
    "with power %s draws for user %s as often as count^power says, and says how likely",
    (power, user, shares) => {
      const negatives = popularityNegatives(data, createRandom(3), { power });
      expectShares(() => negatives.draw(user), shares);
      for (const [item, share] of shares.entries()) {
        if (share > 0) expect(Math.exp(negatives.logProbability(user, item))).toBeCloseTo(share, 12);
      }
    },
  );

  it("has nothing for a user who has all that could be drawn, though not every item", () => {
    const negatives = popularityNegatives(data, createRandom(3), { power: 1 });
    expect([0, 1, 2, 3, 4].map((user) => negatives.hasNegative(user))).toEqual([
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(popularityNegatives(data, createRandom(3), { power: 0 }).hasNegative(3)).toBe(true);
  });

  it("finds the last items of a user who has nearly all the weight", () => {
    const rows = Int32Array.from({ length: 50_002 }, (_, i) => (i < 50_000 ? 0 : i - 49_999));
    const heavy = new Interactions(ids(2), ids(3), {
      userIndex: rows.map((item) => Number(item > 0)),
      itemIndex: rows,
      value: new Float32Array(rows.length).fill(1),
    });
    const negatives = popularityNegatives(heavy, createRandom(3), { power: 2 });
    const draws = new Set(Array.from({ length: 20 }, () => negatives.draw(0)));
    expect([...draws].sort()).toEqual([1, 2]);
  });

  it("refuses a power below zero", () => {
    expect(() => popularitySampler({ power: -1 })).toThrow(InvalidConfigError);
    expect(() => popularitySampler({ power: -1 })).toThrow("power is -1");
  });
});

describe("dynamic-hard", () => {
  /** Item 3 is the hardest, then 2, 4, 1, 0. */
  const hardness = [0, 1, 3, 4, 2];
  const score: ScorePairs = async ({ itemIndex }) =>
    Float32Array.from(itemIndex, (item) => hardness[item] ?? 0);

  it("takes the highest of its candidates, drawn evenly", async () => {
    const source = dynamicHardSampler({ candidates: 2 }).batches(pairs, {
      ...options,
      batchSize: 40_000,
      numNegatives: 3000,
    });
    const items: number[] = [];
    for (const { userIndex, itemIndex, labels } of await epochOf(source, score)) {
      itemIndex.forEach((item, row) => {
        if (labels[row] === 0 && userIndex[row] === 1) items.push(item);
      });
    }
    // Of two draws from 1, 2, 3, 4: item 3 unless neither is, item 2 where none is above it, and so on.
    let at = 0;
    const shares = [0, 1 / 16, 5 / 16, 7 / 16, 3 / 16];
    const counts = shares.map((_, item) => items.filter((each) => each === item).length / items.length);
    for (const [item, share] of shares.entries()) {
      expect(Math.abs((counts[item] ?? 0) - share)).toBeLessThan(5 * Math.sqrt(share / items.length) + 1e-9);
      at += counts[item] ?? 0;
    }
    expect(at).toBeCloseTo(1, 9);
  });

  it("asks for the scores of its candidates with the interactions that they belong to", async () => {
    const asked: Parameters<ScorePairs>[0][] = [];
    const source = dynamicHardSampler({ candidates: 5 }).batches(groups, options);
    await epochOf(source, (asking) => {
      asked.push(structuredClone(asking));
      return score(asking);
    });
    expect(asked).toHaveLength(1);
    const { userIndex = new Int32Array(), position = new Int32Array() } = asked[0] ?? {};
    expect(userIndex).toHaveLength(8 * 2 * 5);
    expect([...userIndex]).toEqual(Array.from(position, (p) => data.userIndex[p]));
  });

  it("refuses to take the hardest of none", () => {
    expect(() => dynamicHardSampler({ candidates: 0 })).toThrow("candidates is 0");
  });
});

describe.each([
  ["uniform", uniformSampler],
  ["popularity", popularitySampler],
  ["dynamic-hard", dynamicHardSampler],
] as const)("%s", (_, sampler) => {
  const scores: ScorePairs = async ({ itemIndex }) => Float32Array.from(itemIndex, (item) => Math.sin(item));
  const { train } = checkerboard(14);
  const source = (seed: number, layout = groups) =>
    sampler().batches(layout, { ...options, data: train, random: createRandom(seed) });

  it.each([
    ["groups", groups],
    ["pairs", pairs],
    ["lists", lists({ positivesPerList: 3, gradeOf: () => 1 })],
  ] as const)(
    "never gives a positive for a negative in %s, and gives each of them a place",
    async (__, layout) => {
      const batches = await epochOf(source(1, layout), scores);
      const met = new Set<string>();
      for (const { userIndex, itemIndex, labels, mask } of batches) {
        itemIndex.forEach((item, row) => {
          const user = userIndex[row] as number;
          if (mask?.[row] === 0) return;
          expect(has(user, item, train)).toBe(labels[row] === 1);
          if (labels[row] === 1) met.add(`${user}-${item}`);
        });
      }
      expect(met.size).toBe(train.length);
    },
  );

  it("repeats itself for the same seed, and only then", async () => {
    const [first, same, other] = [
      await epochOf(source(1), scores),
      await epochOf(source(1), scores),
      await epochOf(source(2), scores),
    ];
    expect(first).toEqual(same);
    expect(first).not.toEqual(other);
  });

  it("tells of the interaction that each row belongs to", async () => {
    for (const layout of [groups, pairs, lists({ positivesPerList: 2, gradeOf: () => 1 })]) {
      for (const { userIndex, position } of await epochOf(source(1, layout), scores)) {
        expect([...userIndex]).toEqual(Array.from(position ?? [], (p) => train.userIndex[p]));
      }
    }
  });
});

describe("the correction of sampled softmax", () => {
  const worth = [0.5, -1, 2, 0.3, 1];

  it.each([
    ["uniform", uniformSampler()],
    ["popularity", popularitySampler({ power: 0.5 })],
  ])("makes the sum over %s candidates that over all items which could be drawn", async (name, sampler) => {
    const source = sampler.batches(groups, { ...options, numNegatives: 3 });
    const sums = new Map<number, number[]>();
    for (let epoch = 0; epoch < 4000; epoch++) {
      for (const { userIndex, itemIndex, logExpectedCount = new Float32Array() } of await epochOf(source)) {
        for (let row = 0; row < userIndex.length; row += 4) {
          if (itemIndex[row] !== 0) continue;
          const drawn = [1, 2, 3].map((c) =>
            Math.exp((worth[itemIndex[row + c] as number] ?? 0) - (logExpectedCount[row + c] as number)),
          );
          const user = userIndex[row] as number;
          sums.set(user, [...(sums.get(user) ?? []), drawn.reduce((a, b) => a + b)]);
        }
      }
    }
    for (const [user, all] of sums) {
      const exact = worth.reduce(
        (sum, x, item) => sum + (has(user, item) || (name === "popularity" && item === 4) ? 0 : Math.exp(x)),
        0,
      );
      const mean = all.reduce((a, b) => a + b) / all.length;
      const deviation = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length);
      expect(Math.abs(mean - exact)).toBeLessThan((5 * deviation) / Math.sqrt(all.length) + 1e-6);
    }
    expect([...sums.keys()].sort()).toEqual(name === "popularity" ? [0, 1, 2] : [0, 1, 2, 3]);
  });

  it("counts the positive as always there", async () => {
    const [batch] = await epochOf(uniformSampler().batches(groups, options));
    expect(batch?.shape).toEqual([8, 3]);
    expect(batch?.logExpectedCount?.filter((_, row) => row % 3 === 0)).toEqual(new Float32Array(8));
    const row = [...(batch?.userIndex ?? [])].indexOf(1);
    // Two draws from four items.
    expect(batch?.logExpectedCount?.[row + 1]).toBeCloseTo(Math.log(2 / 4), 6);
  });

  it("is not there where nobody knows how likely a draw is", async () => {
    const source = dynamicHardSampler().batches(groups, options);
    const [batch] = await epochOf(source, async ({ itemIndex }) => new Float32Array(itemIndex.length));
    expect(batch).toBeDefined();
    expect(batch?.logExpectedCount).toBeUndefined();
  });

  it("masks accidental hits where positives are allowed", async () => {
    const source = uniformSampler({ allowPositives: true }).batches(groups, {
      ...options,
      numNegatives: 20,
      batchSize: 1000,
    });
    for (const { itemIndex, mask } of await epochOf(source)) {
      itemIndex.forEach((item, row) => {
        const isHit = row % 21 > 0 && item === itemIndex[row - (row % 21)];
        expect(mask?.[row]).toBe(isHit ? 0 : 1);
      });
      expect(mask?.includes(0)).toBe(true);
    }
  });
});

describe("in-batch", () => {
  const grids = (extra: Partial<BatchSourceOptions> = {}, allowPositives = false) =>
    inBatchSampler({ allowPositives }).batches(groups, {
      ...options,
      scoresGrids: true,
      batchSize: 4,
      ...extra,
    });

  it.each([
    [0, "There are no interactions"],
    [1, "There is 1 interaction"],
  ])("has no negatives for %i interactions", (count, message) => {
    const few = data.select(Int32Array.from({ length: count }, (_, row) => row));
    expect(() => grids({ data: few })).toThrow(message);
  });

  it("is a grid of the batch's users and items, each interaction once, with the positives on the diagonal", async () => {
    const batches = await epochOf(grids());
    expect(batches.map(({ shape }) => shape)).toEqual([
      [4, 4],
      [4, 4],
    ]);
    const met = batches.flatMap(({ userIndex, itemIndex }) =>
      Array.from(userIndex, (user, i) => `${user}-${itemIndex[i]}`),
    );
    expect(met.sort()).toEqual(
      Array.from(data.userIndex, (user, i) => `${user}-${data.itemIndex[i]}`).sort(),
    );
    for (const { isGrid, positiveColumn, labels, values, position } of batches) {
      expect(isGrid).toBe(true);
      expect([...(positiveColumn ?? [])]).toEqual([0, 1, 2, 3]);
      expect([...labels]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
      expect([0, 5, 10, 15].map((cell) => values?.[cell])).toEqual(
        Array.from(position ?? [], (p) => data.value[p]),
      );
    }
  });

  it.each([false, true])(
    "counts what is a negative of the row's user, allowPositives %s",
    async (allowed) => {
      for (const { userIndex, itemIndex, mask } of await epochOf(grids({}, allowed))) {
        mask?.forEach((counts, cell) => {
          const [row, column] = [Math.floor(cell / 4), cell % 4];
          const item = itemIndex[column] as number;
          const isOther = allowed ? item !== itemIndex[row] : !has(userIndex[row] as number, item);
          expect(counts).toBe(Number(row === column || isOther));
        });
      }
    },
  );

  it("says how often each item is in a batch", async () => {
    for (const { itemIndex, logExpectedCount } of await epochOf(grids())) {
      const expected = Array.from(itemIndex, (item) => Math.log((4 * ([4, 2, 1, 1][item] ?? 0)) / 8));
      expected.forEach((each, column) => {
        expect(logExpectedCount?.[column]).toBeCloseTo(each, 6);
      });
    }
  });

  it("becomes its pairs where grids are scored pair by pair, for as many rows as a step has", async () => {
    const source = grids({ scoresGrids: false, batchSize: 17 });
    const [batch] = await epochOf(source);
    expect(source.stepsPerEpoch).toBe(2);
    expect(batch?.isGrid).toBe(false);
    expect(batch?.userIndex).toHaveLength(16);
    const users = [0, 4, 8, 12].map((row) => batch?.userIndex[row]);
    expect([...(batch?.userIndex ?? [])]).toEqual(users.flatMap((user) => [user, user, user, user]));
    const items = [...(batch?.itemIndex.subarray(0, 4) ?? [])];
    expect([...(batch?.itemIndex ?? [])]).toEqual([...items, ...items, ...items, ...items]);
  });

  it("never leaves one interaction alone", async () => {
    for (const batchSize of [2, 3, 5, 6, 7]) {
      const sizes = (await epochOf(grids({ batchSize }))).map(({ userIndex }) => userIndex.length);
      expect(Math.min(...sizes)).toBeGreaterThan(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(batchSize);
      expect(sizes.reduce((a, b) => a + b)).toBe(8);
    }
    const three = data.select(Int32Array.of(0, 1, 2));
    expect(
      (await epochOf(grids({ data: three, batchSize: 2 }))).map(({ userIndex }) => userIndex.length),
    ).toEqual([3]);
    expect(() => grids({ data: data.select(Int32Array.of(0)) })).toThrow(InvalidInteractionsError);
  });
});

describe("the whole catalogue", () => {
  it("is a grid of a batch's users and all items", async () => {
    const batches = await epochOf(losses.softmax.batches({ ...options, scoresGrids: true, batchSize: 5 }));
    expect(batches.map(({ shape }) => shape)).toEqual([
      [5, 5],
      [3, 5],
    ]);
    for (const { userIndex, itemIndex, positiveColumn } of batches) {
      expect([...itemIndex]).toEqual([0, 1, 2, 3, 4]);
      userIndex.forEach((user, row) => {
        expect(has(user, positiveColumn?.[row] ?? -1)).toBe(true);
      });
    }
  });

  it("costs no more rows than a step has where pairs are scored one by one", async () => {
    const batches = await epochOf(losses.softmax.batches({ ...options, batchSize: 12 }));
    expect(batches.map(({ shape, userIndex }) => [shape, userIndex.length])).toEqual(
      Array.from({ length: 4 }, () => [[2, 5], 10]),
    );
  });
});

describe("lists", () => {
  const layout = lists({ positivesPerList: 3, gradeOf: (value) => value / 5 });

  it("are of one user, with grades for observed items and masks where there are none", async () => {
    const [batch] = await epochOf(uniformSampler().batches(layout, { ...options, numNegatives: 1 }));
    if (!batch) throw new Error("There is no batch.");
    const { userIndex, itemIndex, labels, mask = new Float32Array(), shape } = batch;
    // Users 0, 1 and 2 have a list each, user 3 has two.
    expect(shape).toEqual([5, 6]);
    const rows = Array.from({ length: 5 }, (_, list) => list * 6);
    expect(rows.map((row) => userIndex[row]).sort()).toEqual([0, 1, 2, 3, 3]);
    for (const row of rows) {
      const user = userIndex[row];
      expect(new Set(userIndex.subarray(row, row + 6)).size).toBe(1);
      const observed = [0, 1, 2].filter((place) => mask[row + place] === 1);
      for (const place of observed) {
        const at = data.userIndex.findIndex(
          (each, i) => each === user && data.itemIndex[i] === itemIndex[row + place],
        );
        expect(labels[row + place]).toBeCloseTo((data.value[at] ?? Number.NaN) / 5, 6);
      }
      for (const place of [3, 4, 5]) expect([labels[row + place], mask[row + place]]).toEqual([0, 1]);
    }
    expect(mask.filter((each) => each === 1)).toHaveLength(8 + 5 * 3);
  });

  it("mix a user's items anew each epoch", async () => {
    const { train } = checkerboard(14);
    const source = uniformSampler().batches(lists({ positivesPerList: 3, gradeOf: () => 1 }), {
      ...options,
      data: train,
      batchSize: 10_000,
    });
    const together = async () => {
      const [batch] = await epochOf(source);
      const lists = Array.from({ length: batch?.shape?.[0] ?? 0 }, (_, list) => {
        const row = list * 9;
        return `${batch?.userIndex[row]}:${[...(batch?.itemIndex.slice(row, row + 3) ?? [])].sort()}`;
      });
      return lists.sort();
    };
    expect(await together()).not.toEqual(await together());
  });

  it("refuse to hold nothing", () => {
    expect(() => lists({ positivesPerList: 0, gradeOf: () => 1 })).toThrow("positivesPerList is 0");
  });
});
