import { describe, expect, test } from "vitest";
import type { Measurement, Row } from "./reproduction.js";
import { reportRow } from "./row-report.js";

const row: Row = {
  name: "ease",
  title: "EASE",
  model: "ease",
  config: { l2: 1000 },
  seeds: [1, 2],
  targets: [
    { metric: "ndcg@10", published: 0.5, toReach: 0.45 },
    { metric: "rmse", published: 0.9, toReach: 0.95 },
    { metric: "mae" },
  ],
  source: "a paper",
};

const measurement = (ndcg: number, rmse: number, seconds: number): Measurement => ({
  metrics: { "ndcg@10": ndcg, rmse, mae: 0.7 },
  perUser: new Map([
    ["ndcg@10", Float32Array.of(ndcg - 0.1, ndcg, ndcg + 0.1)],
    ["rmse", Float32Array.of(rmse, rmse, rmse + 0.3)],
  ]),
  seconds,
});

describe("reportRow", () => {
  const report = reportRow("table", row, [measurement(0.44, 0.96, 2), measurement(0.48, 0.92, 4)]);
  const [ndcg, rmse, mae] = report.comparisons;

  test("compares the mean over the seeds", () => {
    expect(ndcg).toMatchObject({ metric: "ndcg@10", published: 0.5, toReach: 0.45, reached: true });
    expect(ndcg?.ours).toBeCloseTo(0.46, 6);
    expect(ndcg?.difference).toBeCloseTo(-0.04, 6);
    expect(ndcg?.spread).toEqual([0.44, 0.48]);
    expect(report).toMatchObject({ table: "table", row: "ease", seconds: 3, seeds: [1, 2] });
  });

  test("gives an interval over users of what is a mean over users, and none of what is not", () => {
    // Three users at 0.36, 0.46 and 0.56: no resample's mean is outside them.
    const [low, high] = ndcg?.interval ?? [0, 0];
    expect(low).toBeGreaterThanOrEqual(0.36 - 1e-6);
    expect(low).toBeLessThan(0.45);
    expect(high).toBeGreaterThan(0.47);
    expect(high).toBeLessThanOrEqual(0.56 + 1e-6);
    expect(rmse?.interval).toBeNull();
  });

  test("wants errors to be at most, and all judged numbers to be reached", () => {
    expect(rmse).toMatchObject({ reached: true });
    expect(mae).toMatchObject({ reached: null, difference: null });
    expect(report.reached).toBe(true);
    const worse = reportRow("table", row, [measurement(0.48, 0.96, 1)]);
    expect(worse.comparisons.map(({ reached }) => reached)).toEqual([true, false, null]);
    expect(worse.reached).toBe(false);
    expect(worse.comparisons[0]?.spread).toBeNull();
  });

  test("names a metric that was not measured", () => {
    const wrong = { ...row, targets: [{ metric: "auc", published: 1 }] };
    expect(() => reportRow("table", wrong, [measurement(0.4, 1, 1)])).toThrow(/"ease" is compared by auc/);
  });
});
