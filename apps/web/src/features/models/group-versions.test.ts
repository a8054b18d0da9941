import { describe, expect, it } from "vitest";
import type { ModelVersion } from "./alias-badges";
import { groupVersions, listLengths } from "./group-versions";

const version = (number: number, more: Partial<ModelVersion> = {}): ModelVersion => ({
  id: `v${number}`,
  datasetId: "films",
  datasetName: "films",
  runId: `r${number}`,
  version: number,
  modelName: "gmf",
  task: "ranking",
  metrics: {},
  protocolHash: "aaaa",
  aliases: [],
  createdAt: new Date(0),
  ...more,
});
const everything = { datasetId: null, sort: null, k: null };
const ids = (versions: readonly ModelVersion[] | undefined) => versions?.map(({ id }) => id);

describe("groupVersions", () => {
  const versions = [
    version(4, { metrics: { "ndcg@10": 0.4 } }),
    version(3, { metrics: { "ndcg@20": 0.6 }, protocolHash: "bbbb" }),
    version(2, { metrics: { "ndcg@10": 0.5, "hitRate@10": 0.7 } }),
    version(1, { metrics: {} }),
    version(9, { datasetId: "books", datasetName: "books", task: "rating", metrics: { rmse: 1 } }),
  ];

  it("never puts two protocols or two data sets together", () => {
    const groups = groupVersions(versions, everything);
    expect(groups.map((group) => [group.datasetName, group.protocolHash, ids(group.versions)])).toEqual([
      ["films", "aaaa", ["v4", "v2", "v1"]],
      ["films", "bbbb", ["v3"]],
      ["books", "aaaa", ["v9"]],
    ]);
  });

  it("keeps to one data set where asked", () => {
    expect(groupVersions(versions, { ...everything, datasetId: "books" }).map(({ key }) => key)).toEqual([
      "books rating aaaa",
    ]);
    expect(groupVersions(versions, { ...everything, datasetId: "none" })).toEqual([]);
  });

  it("names the best where there are several", () => {
    const [first, second] = groupVersions(versions, everything);
    expect(Object.fromEntries(first?.best ?? [])).toEqual({ "ndcg@10": 0.5 });
    expect(second?.best.size).toBe(0);
  });

  it("orders by a metric, best first, those without it last", () => {
    const [first] = groupVersions(versions, { ...everything, sort: "ndcg@10" });
    expect(ids(first?.versions)).toEqual(["v2", "v4", "v1"]);
    const ratings = [1, 2, 3].map((n) =>
      version(n, { task: "rating", metrics: { rmse: n === 2 ? Number.NaN : 10 - n } }),
    );
    expect(ids(groupVersions(ratings, { ...everything, sort: "rmse" })[0]?.versions)).toEqual([
      "v3",
      "v1",
      "v2",
    ]);
  });

  it("shows one list length at a time, the shortest unless told", () => {
    const both = [
      version(1, { metrics: { "ndcg@20": 1, "ndcg@5": 1, auc: 1 } }),
      version(2, { metrics: { "ndcg@5": 1 } }),
    ];
    const metrics = (k: number | null) => groupVersions(both, { ...everything, k })[0]?.metrics;
    expect(metrics(null)).toEqual(["ndcg@5", "auc"]);
    expect(metrics(20)).toEqual(["ndcg@20", "auc"]);
    expect(metrics(7)).toEqual(["ndcg@5", "auc"]);
    expect(listLengths(both)).toEqual([5, 20]);
  });

  it("leaves a group as it is that lacks the metric", () => {
    expect(ids(groupVersions(versions, { ...everything, sort: "rmse" })[0]?.versions)).toEqual([
      "v4",
      "v2",
      "v1",
    ]);
  });
});
