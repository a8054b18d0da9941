import { describe, expect, test } from "vitest";
import type { HonestyReport, ReportSystem } from "../report-schema.js";
import { prepareDifferenceHistogram } from "./difference-histogram.js";
import { prepareExposureChart } from "./exposure-chart.js";
import { prepareMetricBars } from "./metric-bars.js";
import { prepareSliceChart } from "./slice-chart.js";

const interval = (mean: number) => ({ mean, low: mean - 0.1, high: mean + 0.1 });

function system(name: string, value: number, changes: Partial<ReportSystem> = {}): ReportSystem {
  return {
    name,
    title: name,
    role: "baseline",
    config: {},
    configurations: 1,
    searchBudget: null,
    searchSeconds: null,
    trainSeconds: 1,
    evaluateSeconds: 1,
    metrics: { "ndcg@10": interval(value), rmse: interval(value) },
    lists: null,
    exposure: null,
    ...changes,
  };
}

const comparison = {
  ...{ baseline: "best", metric: "ndcg@10", model: 0.3, other: 0.5, difference: -0.2, low: -0.3, high: -0.1 },
  ...{ pValue: 0.01, numUsers: 10, better: 1, equal: 3, worse: 6 },
};

/** A model of 0.3 beside baselines of 0.5 and 0.1. */
const report: HonestyReport = {
  format: "tastemaker-honesty-report",
  version: 1,
  title: "By hand",
  createdAt: null,
  libraryVersion: "0",
  seed: 1,
  protocol: { task: "ranking", split: { kind: "given", description: "" } },
  protocolHash: "",
  sampled: false,
  data: { numUsers: 1, numItems: 1, numTrain: 1, numTest: 1 },
  numEvaluated: 10,
  primary: "ndcg@10",
  level: 0.95,
  verdict: { outcome: "worse", sentence: "", caveats: [] },
  systems: [
    system("mine", 0.3, { role: "model", exposure: [0.75, 0.25] }),
    system("best", 0.5, { exposure: [0.5, 0.5] }),
    system("worst", 0.1, { exposure: [1, 0] }),
  ],
  comparisons: [comparison, { ...comparison, baseline: "worst" }],
  differences: { baseline: "best", edges: [-1, -0.5, 0, 0.5, 1], counts: [2, 4, 1, 0], equal: 3 },
  slices: [
    {
      title: "Users",
      of: "users",
      rows: [{ label: "cold", numUsers: 4, systems: { mine: interval(0.2), best: interval(0.4) } }],
    },
    { title: "Nobody", of: "users", rows: [] },
  ],
  popularityGroups: [
    { numItems: 2, interactions: 0.5 },
    { numItems: 40, interactions: 0.5 },
  ],
  checks: [],
  failures: [],
};
const alone: HonestyReport = {
  ...report,
  comparisons: [],
  differences: null,
  systems: report.systems.slice(0, 1),
};

describe("metric bars", () => {
  test("stand best first, from zero, the model and the best baseline apart from the others", () => {
    const { bars, start, ticks } = prepareMetricBars(report);
    expect(bars.map(({ name, role }) => [name, role])).toEqual([
      ["best", "best"],
      ["mine", "model"],
      ["worst", "baseline"],
    ]);
    expect(ticks[0]).toEqual({ x: start, text: "0.0" });
    const [best, mine] = bars.map(({ end }) => end - start);
    expect((best as number) / (mine as number)).toBeCloseTo(0.5 / 0.3, 2);
    for (const { low, end, high } of bars) {
      expect(low).toBeLessThan(end);
      expect(high).toBeGreaterThan(end);
    }
  });

  test("stand least first where lower is better, and one alone has no legend of baselines", () => {
    const errors = prepareMetricBars({ ...report, primary: "rmse" });
    expect(errors.bars.map(({ name }) => name)).toEqual(["worst", "mine", "best"]);
    expect(errors.title).toBe("RMSE with 95 % intervals (lower is better)");
    expect(prepareMetricBars(alone).legend).toEqual([{ role: "model", text: "the model" }]);
  });
});

describe("the histogram of differences", () => {
  test("has the model's users on the right where higher is better", () => {
    const chart = prepareDifferenceHistogram(report);
    expect(chart?.bars.map(({ role }) => role)).toEqual(["best", "best", "model", "model"]);
    expect(chart?.sides).toEqual(["best better", "mine better"]);
    expect(chart?.description).toBe(
      "mine is better for 1 user and best for 6; the 3 users without a difference are not drawn.",
    );
    const heights = chart?.bars.map(({ y }) => chart.bottom - y) ?? [];
    expect((heights[1] as number) / (heights[0] as number)).toBeCloseTo(2, 1);
    expect(heights[3]).toBe(0);
  });

  test("has them on the left where lower is better, and is not there without a baseline", () => {
    const chart = prepareDifferenceHistogram({ ...report, primary: "rmse" });
    expect(chart?.bars.map(({ role }) => role)).toEqual(["model", "model", "best", "best"]);
    expect(chart?.sides).toEqual(["mine better", "best better"]);
    expect(chart?.description).toContain("mine is better for 6 users and best for 1;");
    expect(prepareDifferenceHistogram(alone)).toBeUndefined();
  });
});

describe("slices", () => {
  test("show the model and the best baseline, and no slicing without rows", () => {
    const chart = prepareSliceChart(report);
    expect(chart?.groups.map(({ text }) => text)).toEqual(["Users"]);
    expect(chart?.rows).toHaveLength(1);
    expect(chart?.rows[0]?.dots.map(({ role }) => role)).toEqual(["model", "best"]);
    expect(chart?.rows[0]?.count).toBe("4 users");
    expect(chart?.ticks[0]?.text).toBe("0.0");
    expect(prepareSliceChart({ ...report, slices: [] })).toBeUndefined();
  });

  test("leave zero out where all is far from it", () => {
    const [users] = report.slices;
    const rows = [{ label: "cold", numUsers: 4, systems: { mine: interval(2), best: interval(2.2) } }];
    const chart = prepareSliceChart({ ...report, slices: users ? [{ ...users, rows }] : [] });
    expect(chart?.ticks[0]?.text).toBe("1.9");
  });
});

describe("exposure", () => {
  test("shows the places of each group beside its interactions", () => {
    const chart = prepareExposureChart(report);
    expect(chart?.columns.map(({ role }) => role)).toEqual(["model", "model", "best", "best"]);
    const heights = chart?.columns.map(({ y }) => chart.bottom - y) ?? [];
    expect((heights[0] as number) / (heights[1] as number)).toBeCloseTo(3, 1);
    // The best baseline gives each group just its share.
    expect(chart?.columns[2]?.y).toBe(chart?.references[0]?.y);
    expect(chart?.labels.map(({ text }) => text)).toEqual(["2", "40"]);
    expect(prepareExposureChart({ ...report, popularityGroups: null })).toBeUndefined();
  });
});
