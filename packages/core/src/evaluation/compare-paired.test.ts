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

const options = { metrics: ["ndcg@10"], seed: 1 };

async function compareOne(
  ...args: Parameters<typeof comparePaired>
): Promise<Awaited<ReturnType<typeof comparePaired>>[number]> {
  const [first] = await comparePaired(...args);
  if (!first) throw new Error("no comparison");
  return first;
}

test("gives the exact p-value of few users: of 16 swaps, two are as extreme", async () => {
  const result = await compareOne(evaluation([0.4, 0.5, 0.6, 0.5]), evaluation([0.3, 0.3, 0.3, 0.1]), {
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
  const result = await compareOne(same, same, options);
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
  const [there, back] = [await compareOne(a, b, options), await compareOne(b, a, options)];
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
    return (await compareOne(evaluation(noise(effect)), evaluation(noise(0)), quick)).pValue <= 0.1;
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
  const result = await compareOne(rating([2, 1]), rating([1, 2]), { metrics: ["rmse"], seed: 1 });
  // √((1·2² + 3·1²) / 4) and √((1·1² + 3·2²) / 4)
  expect(result.a).toBeCloseTo(Math.sqrt(7 / 4), 6);
  expect(result.b).toBeCloseTo(Math.sqrt(13 / 4), 6);
  expect(result).toMatchObject({ greater: 1, smaller: 1 });
});

test("several metrics at once have each the numbers of its own", async () => {
  const random = createRandom(4);
  const two = () => {
    const [first, second] = [0, 0].map(() => Float32Array.from({ length: 50 }, () => random.uniform()));
    return evaluation(new Array(50).fill(0), {
      perUser: new Map([
        ["mrr@10", first as Float32Array],
        ["ndcg@10", second as Float32Array],
      ]),
    });
  };
  const [a, b] = [two(), two()];
  const together = await comparePaired(a, b, { seed: 1 });
  expect(together.map(({ metric }) => metric)).toEqual(["mrr@10", "ndcg@10"]);
  expect(together[1]).toEqual(await compareOne(a, b, options));
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
    const failure = comparePaired(a, a, { metrics: ["mrr@10"], seed: 1 });
    await expect(failure).rejects.toThrow(InvalidConfigError);
    await expect(failure).rejects.toThrow('"mrr@10": there are of ndcg@10');
  });
});
