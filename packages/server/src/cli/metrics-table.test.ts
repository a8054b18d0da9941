import { expect, test } from "vitest";
import { metricsLine, metricsTable } from "./metrics-table.js";

// As they come back from the database, which sorts keys by length.
const ranking = {
  "mrr@5": 0.1,
  "mrr@10": 0.2,
  "ndcg@5": 0.3,
  "ndcg@10": 0.4,
  "hitRate@5": 0.5,
  "hitRate@10": 0.6,
};

test("shows a column for each cut-off", () => {
  expect(metricsTable(ranking).split("\n")).toEqual([
    "                 @5      @10",
    "hitRate      0.5000   0.6000",
    "mrr          0.1000   0.2000",
    "ndcg         0.3000   0.4000",
  ]);
  expect(metricsLine(ranking)).toBe("hitRate@5 0.5000, ndcg@5 0.3000");
});

test("shows what has no cut-off below, and not among the two that say most", () => {
  expect(metricsTable({ auc: 0.9, "ndcg@5": 0.3, "hitRate@5": 0.5 }).split("\n")).toEqual([
    "                 @5",
    "hitRate      0.5000",
    "ndcg         0.3000",
    "auc          0.9000",
  ]);
  expect(metricsLine({ auc: 0.9, ...ranking })).toBe("hitRate@5 0.5000, ndcg@5 0.3000");
});

test("shows errors of ratings without one", () => {
  expect(metricsTable({ mae: 0.7, rmse: 0.9 }).split("\n")).toEqual([
    "rmse         0.9000",
    "mae          0.7000",
  ]);
  expect(metricsLine({ mae: 0.7, rmse: 0.9 })).toBe("rmse 0.9000, mae 0.7000");
});
