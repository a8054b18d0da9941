import { describe, expect, it } from "vitest";
import { metricGrid } from "./metric-grid";
import { bestValue, leadingMetric, metricKeys, metricName, metricTitle } from "./metric-name";

it("reads a metric's name", () => {
  expect(metricName("hitRate@10")).toEqual({
    key: "hitRate@10",
    measure: "hitRate",
    k: 10,
    title: "Hit rate",
  });
  expect(metricTitle("ndcg@20")).toBe("NDCG@20");
  expect(metricTitle("rmse")).toBe("RMSE");
  expect(metricTitle("coverage")).toBe("Coverage");
});

it("knows which end is the good one", () => {
  expect(bestValue("ndcg@10", [0.3, 0.4, Number.NaN])).toBe(0.4);
  expect(bestValue("rmse", [0.92, 0.9])).toBe(0.9);
  expect(bestValue("rmse", [Number.NaN])).toBeUndefined();
});

it("orders metrics by measure, then by length as a number", () => {
  const records = [
    { "gini@5": 1, "ndcg@20": 1, "hitRate@20": 1 },
    { "ndcg@5": 1, "hitRate@5": 1, coverage: 1 },
  ];
  expect(metricKeys(records)).toEqual(["hitRate@5", "hitRate@20", "ndcg@5", "ndcg@20", "coverage", "gini@5"]);
});

it("looks at NDCG first, at RMSE where there is none", () => {
  expect(leadingMetric(["hitRate@10", "ndcg@10", "ndcg@20"])).toBe("ndcg@10");
  expect(leadingMetric(["mae", "rmse"])).toBe("rmse");
  expect(leadingMetric([])).toBeUndefined();
});

describe("metricGrid", () => {
  it("lays measures out by list length, with a hole where one was not taken", () => {
    expect(metricGrid({ "ndcg@10": 0.4, "ndcg@5": 0.3, "mrr@10": 0.2, auc: 0.9 })).toEqual({
      plain: [{ title: "AUC", value: 0.9 }],
      measures: ["NDCG", "MRR"],
      rows: [
        { k: 5, values: [0.3, null] },
        { k: 10, values: [0.4, 0.2] },
      ],
    });
  });

  it("is only plain for ratings", () => {
    expect(metricGrid({ rmse: 0.9, mae: 0.7 })).toMatchObject({ measures: [], rows: [] });
  });
});
