import { describe, expect, test } from "vitest";
import { IncomparableResultsError, InvalidConfigError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { comparePaired } from "./compare-paired.js";
import type { Evaluation } from "./evaluation.js";

function evaluation(
  values: readonly number[],
  changes: Partial<Evaluation> = {},
  key = "ndcg@10",
): Evaluation {
  return {
    metrics: { [key]: values.reduce((sum, value) => sum + value, 0) / values.length },
    perUser: new Map([[key, Float32Array.from(values)]]),
    users: Int32Array.from(values, (_, i) => i),
    userWeights: new Int32Array(values.length).fill(1),
    numEvaluated: values.length,
    protocol: { task: "ranking", split: { kind: "given", description: "by hand" }, cutoffs: [10] },
    sampled: false,
    ...changes,
  };
}

const options = { metric: "ndcg@10", seed: 1 };

test("gives the exact p-value of few users: of 16 swaps, two are as extreme", async () => {
  const result = await comparePaired(evaluation([0.4, 0.5, 0.6, 0.5]), evaluation([0.3, 0.3, 0.3, 0.1]), {
    ...options,
    permutations: 20_000,
  });
  expect(result).toMatchObject({ greater: 4, equal: 0, smaller: 0, numUsers: 4 });
  expect(result.difference).toBeCloseTo(0.25, 6);
  expect(result.pValue).toBeGreaterThan(2 / 16 - 0.01);
  expect(result.pValue).toBeLessThan(2 / 16 + 0.01);
  // A resample's mean difference is between the least and the greatest of the users'.
  expect(result.low).toBeGreaterThanOrEqual(0.1 - 1e-6);
  expect(result.high).toBeLessThanOrEqual(0.4 + 1e-6);
});

test("finds nothing between a system and itself", async () => {
  const same = evaluation([0.4, 0, 1]);
  const result = await comparePaired(same, same, options);
  expect(result).toMatchObject({
    difference: 0,
    low: 0,
    high: 0,
    pValue: 1,
    greater: 0,
    equal: 3,
    smaller: 0,
  });
});

test("is the same the other way round, with the sign turned", async () => {
  const random = createRandom(2);
  const draw = () => evaluation(Array.from({ length: 70 }, () => random.uniform()));
  const [a, b] = [draw(), draw()];
  const [there, back] = [await comparePaired(a, b, options), await comparePaired(b, a, options)];
  expect(back.difference).toBeCloseTo(-there.difference, 12);
  expect(back.low).toBeCloseTo(-there.high, 12);
  expect(back.high).toBeCloseTo(-there.low, 12);
  expect(back.pValue).toBe(there.pValue);
  expect([back.greater, back.smaller]).toEqual([there.smaller, there.greater]);
});

test("says significant as often as its level where there is no difference, and more often where there is", async () => {
  const random = createRandom(7);
  const trial = async (seed: number, effect: number) => {
    const noise = (shift: number) => Array.from({ length: 60 }, () => shift + random.normal() ** 3);
    const quick = { ...options, seed, samples: 1, permutations: 199 };
    return (await comparePaired(evaluation(noise(effect)), evaluation(noise(0)), quick)).pValue <= 0.1;
  };
  const share = async (effect: number) => {
    let said = 0;
    for (let seed = 0; seed < 300; seed++) if (await trial(seed, effect)) said++;
    return said / 300;
  };
  expect(await share(0)).toBeCloseTo(0.1, 1);
  expect(await share(3)).toBeGreaterThan(0.8);
});

test("compares errors of ratings over rows: a user with more rows counts more", async () => {
  const rating = (values: readonly number[]) =>
    evaluation(
      values,
      {
        userWeights: Int32Array.of(1, 3),
        protocol: { task: "rating", split: { kind: "given", description: "" } },
      },
      "rmse",
    );
  const result = await comparePaired(rating([2, 1]), rating([1, 2]), { metric: "rmse", seed: 1 });
  // √((1·2² + 3·1²) / 4) and √((1·1² + 3·2²) / 4)
  expect(result.a).toBeCloseTo(Math.sqrt(7 / 4), 6);
  expect(result.b).toBeCloseTo(Math.sqrt(13 / 4), 6);
  expect(result).toMatchObject({ greater: 1, smaller: 1 });
});

describe("refuses", () => {
  const a = evaluation([0.1, 0.2]);

  test.each([
    ["another protocol", { protocol: { ...a.protocol, cutoffs: [20] } }, "cutoffs is [10] in one and [20]"],
    ["other users", { users: Int32Array.of(0, 5) }, "not of the same"],
  ] as const)("%s", async (_, changes, message) => {
    const failure = comparePaired(a, evaluation([0.1, 0.2], changes), options);
    await expect(failure).rejects.toThrow(IncomparableResultsError);
    await expect(failure).rejects.toThrow(message);
  });

  test("a metric that was not measured", async () => {
    const failure = comparePaired(a, a, { metric: "mrr@10", seed: 1 });
    await expect(failure).rejects.toThrow(InvalidConfigError);
    await expect(failure).rejects.toThrow('"mrr@10": there are of ndcg@10');
  });
});
