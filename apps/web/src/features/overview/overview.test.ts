import { expect, it } from "vitest";
import { firstSteps, isMoving, type Overview } from "./overview";

const empty: Overview = {
  numDatasets: 0,
  numInteractions: 0,
  numRuns: 0,
  numModelVersions: 0,
  datasets: [],
  recentRuns: [],
  production: [],
};
const dataset = (status: "READY" | "IMPORTING"): Overview["datasets"][number] => ({
  id: "d",
  name: "films",
  status,
  format: "csv",
  numUsers: 1,
  numItems: 1,
  numInteractions: 1,
  numRowsRead: 1,
  numRowsRejected: 0,
  bytesRead: 1,
  bytesTotal: 1,
  minValue: 1,
  maxValue: 1,
  hasTimestamps: false,
  error: null,
  createdAt: new Date(0),
  readyAt: null,
});
const version: Overview["production"][number] = {
  id: "v",
  datasetId: "d",
  datasetName: "films",
  runId: "r",
  version: 1,
  modelName: "gmf",
  task: "ranking",
  metrics: {},
  protocolHash: "",
  aliases: ["production"],
  createdAt: new Date(0),
};
const done = (overview: Overview) => firstSteps(overview).map((step) => step.done);

it("leads from nothing to a model in production", () => {
  expect(done(empty)).toEqual([false, false, false]);
  expect(done({ ...empty, datasets: [dataset("IMPORTING")] })).toEqual([false, false, false]);
  expect(done({ ...empty, datasets: [dataset("READY")], numModelVersions: 1 })).toEqual([true, true, false]);
});

it("has no steps left once something is in production", () => {
  expect(
    done({ ...empty, datasets: [dataset("READY")], numModelVersions: 1, production: [version] }),
  ).toEqual([]);
});

it("moves while something is imported", () => {
  expect(isMoving({ ...empty, datasets: [dataset("IMPORTING")] })).toBe(true);
  expect(isMoving({ ...empty, datasets: [dataset("READY")] })).toBe(false);
});
