import { describe, expect, it } from "vitest";
import type { Dataset } from "@/features/datasets/dataset";
import type { ModelVersion } from "@/features/models/alias-badges";
import { choosePreview, type WantedPreview } from "./choose-preview";
import { compareList, countShared, type RecommendedItem } from "./compare-lists";

const dataset = (id: string, status: Dataset["status"] = "READY"): Dataset => ({
  id,
  name: id,
  status,
  format: "csv",
  numUsers: 1,
  numItems: 1,
  numInteractions: 1,
  numRowsRead: 1,
  numRowsRejected: 0,
  bytesRead: 1,
  bytesTotal: null,
  minValue: null,
  maxValue: null,
  hasTimestamps: false,
  error: null,
  createdAt: new Date(0),
  readyAt: null,
});
const version = (id: string, datasetId: string, aliases: ModelVersion["aliases"] = []): ModelVersion => ({
  id,
  datasetId,
  datasetName: datasetId,
  runId: id,
  version: 1,
  modelName: "gmf",
  task: "ranking",
  metrics: {},
  protocolHash: "",
  aliases,
  createdAt: new Date(0),
});
const nothing = { dataset: null, left: null, right: null };
const sides = (wanted: Partial<WantedPreview>, versions: readonly ModelVersion[]) => {
  const choice = choosePreview({ ...nothing, ...wanted }, [dataset("new"), dataset("films")], versions);
  return [choice?.dataset.id, choice?.left?.id, choice?.right?.id];
};

describe("choosePreview", () => {
  const versions = [
    version("c", "films"),
    version("b", "films", ["production"]),
    version("a", "films", ["canary"]),
  ];

  it("sets what is in production beside the newest other", () => {
    expect(sides({}, versions)).toEqual(["films", "b", "c"]);
  });

  it("does what the URL says", () => {
    expect(sides({ left: "a", right: "c" }, versions)).toEqual(["films", "a", "c"]);
    expect(sides({ dataset: "new" }, versions)).toEqual(["new", undefined, undefined]);
  });

  it("never sets a version beside itself by default", () => {
    expect(sides({ right: "b" }, versions)).toEqual(["films", "c", "b"]);
    expect(sides({ left: "c" }, versions)).toEqual(["films", "c", "b"]);
  });

  it("sets a version beside itself when told to", () => {
    expect(sides({ left: "a", right: "a" }, versions)).toEqual(["films", "a", "a"]);
  });

  it("leaves one side empty where there is one version", () => {
    expect(sides({}, [version("x", "films")])).toEqual(["films", "x", undefined]);
  });

  it("is nothing without a data set that is ready", () => {
    expect(choosePreview(nothing, [dataset("d", "IMPORTING")], [])).toBeNull();
  });
});

describe("compareList", () => {
  const item = (itemId: string, score: number): RecommendedItem => ({
    itemId,
    title: null,
    score,
    source: "model",
  });
  const left = [item("a", 3), item("b", 2), item("c", 1)];
  const right = [item("x", 0.9), item("a", 0.8), item("c", 0.1)];

  it("knows the twin's rank and the score's place", () => {
    expect(
      compareList(left, right).map(({ rank, otherRank, relativeScore }) => [rank, otherRank, relativeScore]),
    ).toEqual([
      [1, 2, 1],
      [2, null, 0.5],
      [3, 3, 0],
    ]);
    expect(countShared(left, right)).toBe(2);
  });

  it("knows no twins before the other list has come", () => {
    expect(compareList(left, undefined).every(({ otherRank }) => otherRank === null)).toBe(true);
  });

  it("gives equal scores equal bars", () => {
    expect(compareList([item("a", 5), item("b", 5)], []).map(({ relativeScore }) => relativeScore)).toEqual([
      1, 1,
    ]);
  });
});
