import { beforeAll, describe, expect, it } from "vitest";
import { AbortedError, InvalidConfigError } from "../../errors/errors.js";
import { createRandom } from "../../random/random.js";
import { hasEntry } from "../compressed-rows.js";
import { hashInteractions } from "../data-hash.js";
import type { Interactions } from "../interactions.js";
import { leaveLastOut } from "../splits/leave-last-out.js";
import { drawActivity } from "./activity.js";
import { filmTitle } from "./film-titles.js";
import { flavourNames } from "./flavours.js";
import { generateInteractions, type SyntheticData } from "./generate-interactions.js";
import { drawRating, expectedRating } from "./rating-scale.js";
import { createSyntheticWorld, type SyntheticOptions } from "./synthetic-world.js";

const options = (flavour: SyntheticOptions["flavour"]): SyntheticOptions => ({
  flavour,
  numUsers: 800,
  numItems: 400,
  interactionsPerUser: 30,
  seed: 1,
});

const mean = (values: Iterable<number>) => {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

describe.each(flavourNames)("the flavour %s", (flavour) => {
  let data: SyntheticData;
  beforeAll(async () => {
    data = await generateInteractions(options(flavour));
  });

  it("is the same for the same options, and another for another seed", async () => {
    const hash = await hashInteractions(data.interactions);
    expect(await hashInteractions((await generateInteractions(options(flavour))).interactions)).toBe(hash);
    const other = await generateInteractions({ ...options(flavour), seed: 2 });
    expect(await hashInteractions(other.interactions)).not.toBe(hash);
  });

  it("has the users, items and number of interactions asked for, and no item twice for a user", () => {
    const { interactions } = data;
    expect([interactions.numUsers, interactions.numItems]).toEqual([800, 400]);
    expect(interactions.length / 800).toBeGreaterThan(26);
    expect(interactions.length / 800).toBeLessThan(34);
    const pairs = new Set(
      Array.from(interactions.userIndex, (u, row) => u * 400 + (interactions.itemIndex[row] ?? 0)),
    );
    expect(pairs.size).toBe(interactions.length);
  });

  it("has long tails of users and items", () => {
    const { byUser, byItem, length } = data.interactions;
    const counts = (offsets: Int32Array) =>
      Array.from(offsets.subarray(1), (end, row) => end - (offsets[row] ?? 0)).sort((a, b) => b - a);
    const users = counts(byUser.offsets);
    expect(users.at(-1)).toBeGreaterThanOrEqual(6);
    expect(users[0]).toBeGreaterThan(150);
    expect(users[400]).toBeLessThan(length / 800);
    const topTenth = counts(byItem.offsets).slice(0, 40);
    expect(topTenth.reduce((sum, count) => sum + count, 0) / length).toBeGreaterThan(0.2);
  });

  it("expects the values that are drawn, and no closer prediction explains them", () => {
    const { interactions, truth } = data;
    const { userIndex, itemIndex, value } = interactions;
    const expected = value.map((_, row) => truth.expectedValue(userIndex[row] ?? 0, itemIndex[row] ?? 0));
    const errors = value.map((drawn, row) => drawn - (expected[row] ?? 0));
    expect(Math.abs(mean(errors))).toBeLessThan(0.03);
    // Unbiased where little and where much is expected.
    const middle = mean(expected);
    expect(Math.abs(mean(errors.filter((_, row) => (expected[row] ?? 0) < middle)))).toBeLessThan(0.06);
    const rmse = Math.sqrt(mean(errors.map((error) => error ** 2)));
    expect(rmse).toBeLessThan(0.9 * rmseOfBiases(interactions));
  });

  it("is chosen by taste beyond popularity", () => {
    const { interactions, truth } = data;
    const { train, test } = leaveLastOut(interactions, { ties: "last-row" });
    const counts = new Int32Array(interactions.numItems);
    for (const item of train.itemIndex) counts[item] = (counts[item] ?? 0) + 1;
    const byPopularity = hitRate(train, test, (_, item) => counts[item] ?? 0);
    const byTruth = hitRate(train, test, (user, item) => truth.choiceWeight(user, item));
    expect(byPopularity).toBeGreaterThan(0.05);
    expect(byTruth).toBeGreaterThan(2.5 * byPopularity);
  });
});

describe("the flavours' own marks", () => {
  it("dating is rated 1–10, heaped at both ends, without time", async () => {
    const { interactions, itemAttributes } = await generateInteractions(options("dating"));
    expect(interactions.timestamp).toBeUndefined();
    expect(new Set(interactions.value)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    const share = (rating: number) =>
      interactions.value.filter((v) => v === rating).length / interactions.length;
    expect(share(1)).toBeGreaterThan(1.5 * share(2));
    expect(share(10)).toBeGreaterThan(1.5 * share(9));
    const profile = itemAttributes.get("profile-1");
    expect(profile?.["title"]).toMatch(/^\p{Lu}\p{Ll}+, \d\d$/u);
    expect(profile?.["interests"]).toHaveLength(3);
    expect(itemAttributes.get("profile-401")).toBeUndefined();
  });

  it("catalogue is rated 1–5, mostly well, in sessions of ascending times", async () => {
    const { interactions, itemAttributes, truth } = await generateInteractions(options("catalogue"));
    expect(new Set(interactions.value)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(mean(interactions.value)).toBeGreaterThan(3.2);
    const { userIndex, timestamp = new Float64Array(0) } = interactions;
    const gaps = [...timestamp.keys()]
      .filter((row) => row > 0 && userIndex[row] === userIndex[row - 1])
      .map((row) => (timestamp[row] ?? 0) - (timestamp[row - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
    const inSession = gaps.filter((gap) => gap < 500).length / gaps.length;
    expect(inSession).toBeGreaterThan(0.75);
    expect(inSession).toBeLessThan(0.85);
    const film = itemAttributes.get("film-400");
    expect(film?.["title"]).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    expect(film?.["year"]).toBeGreaterThanOrEqual(1930);
    // A user's first factors are tastes for genres, in the order that attributes name them.
    const dramas = interactions.items.ids.filter((id) => {
      const genres = itemAttributes.get(id)?.["genres"];
      return Array.isArray(genres) && genres.length === 1 && genres[0] === "Drama";
    });
    const drama = interactions.items.indexOf(dramas[0] ?? "") ?? -1;
    const start = drama * truth.factorDim;
    expect([...truth.itemFactors.subarray(start, start + 12)].map((x) => (x > 0 ? 1 : 0))).toEqual([
      ...[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    ]);
  });
});

describe("createSyntheticWorld", () => {
  it("gives the same rows in blocks, however often", async () => {
    const large: SyntheticOptions = { ...options("dating"), numUsers: 5000 };
    const world = createSyntheticWorld(large);
    const blocks = [...world.blocks()];
    expect(blocks.length).toBeGreaterThan(1);
    expect(Math.max(...blocks.map((block) => block.value.length))).toBeLessThan(65_536 + 400);
    const { interactions } = await generateInteractions(large);
    expect(blocks.flatMap((block) => [...block.itemIndex])).toEqual([...interactions.itemIndex]);
    expect([...world.blocks()].map((block) => block.value)).toEqual(blocks.map((block) => block.value));
  });

  it.each<[Partial<SyntheticOptions>, string]>([
    [{ numUsers: 0 }, "numUsers is 0: it must be a whole number from 1."],
    [{ numItems: 1.5 }, "numItems is 1.5: it must be a whole number from 2."],
    [
      { interactionsPerUser: 201 },
      "interactionsPerUser is 201: it must be from 1 to half of the 400 items, 200. Ask for fewer interactions or more items.",
    ],
    [{ interactionsPerUser: Number.NaN }, "interactionsPerUser is NaN"],
  ])("refuses %j", (wrong, message) => {
    const create = () => createSyntheticWorld({ ...options("dating"), ...wrong });
    expect(create).toThrow(InvalidConfigError);
    expect(create).toThrow(message);
  });

  it("makes the smallest world", async () => {
    const { interactions } = await generateInteractions({
      flavour: "catalogue",
      numUsers: 1,
      numItems: 2,
      interactionsPerUser: 1,
      seed: 1,
    });
    expect(interactions.length).toBe(1);
  });

  it("stops when its signal says so", async () => {
    await expect(
      generateInteractions(options("dating"), { signal: AbortSignal.abort() }),
    ).rejects.toBeInstanceOf(AbortedError);
  });
});

describe("the parts of a world", () => {
  it("ratings follow their scale", () => {
    const scale = { lowest: 1, thresholds: [-1, 0, 2], noise: 0.5 };
    const random = createRandom(1);
    for (const liking of [-3, -0.5, 0, 1.9, 5]) {
      const drawn = Array.from({ length: 40_000 }, () => drawRating(scale, liking, random));
      expect(mean(drawn)).toBeCloseTo(expectedRating(scale, liking), 1);
    }
    expect(expectedRating(scale, -1)).toBeCloseTo(
      1 + 1 / 2 + 1 / (1 + Math.exp(2)) + 1 / (1 + Math.exp(6)),
      12,
    );
  });

  it("activity has the mean asked for, and stays in its bounds", () => {
    const random = createRandom(1);
    const drawn = Array.from({ length: 50_000 }, () => drawActivity(40, 300, random));
    expect(mean(drawn)).toBeGreaterThan(38.5);
    expect(mean(drawn)).toBeLessThan(40.5);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(8);
    expect(Math.min(...drawn)).toBeLessThan(11);
    expect(Math.max(...drawn)).toBe(300);
  });

  it("no two films have one title", () => {
    const titles = new Set(Array.from({ length: 20_000 }, (_, index) => filmTitle(index)));
    expect(titles.size).toBe(20_000);
  });
});

/** Error of a damped item mean and a damped user offset from it, on the very rows they are from. */
function rmseOfBiases({ userIndex, itemIndex, value, numUsers, numItems }: Interactions): number {
  const overall = mean(value);
  const damped = (index: Int32Array, residuals: Float64Array, size: number) => {
    const sums = new Float64Array(size);
    const counts = new Float64Array(size).fill(5);
    for (const [row, residual] of residuals.entries()) {
      const i = index[row] ?? 0;
      sums[i] = (sums[i] ?? 0) + residual;
      counts[i] = (counts[i] ?? 0) + 1;
    }
    return residuals.map(
      (residual, row) => residual - (sums[index[row] ?? 0] ?? 0) / (counts[index[row] ?? 0] ?? 1),
    );
  };
  const centred = Float64Array.from(value, (v) => v - overall);
  const residuals = damped(userIndex, damped(itemIndex, centred, numItems), numUsers);
  return Math.sqrt(mean(residuals.map((residual) => residual ** 2)));
}

/** Share of test items among the ten best of those the user does not have. */
function hitRate(
  train: Interactions,
  test: Interactions,
  score: (user: number, item: number) => number,
): number {
  const hits = Array.from(test.userIndex, (user, row) => {
    const held = test.itemIndex[row] ?? 0;
    let better = 0;
    for (let item = 0; item < train.numItems; item++) {
      if (item === held || hasEntry(train.byUser, user, item)) continue;
      if (score(user, item) >= score(user, held)) better++;
    }
    return better < 10 ? 1 : 0;
  });
  return mean(hits);
}
