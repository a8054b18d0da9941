import { expect, it } from "vitest";
import { filterRuns } from "./filter-runs";
import type { Run } from "./run-status";
import { statusView } from "./run-status";

const run = (more: Partial<Run>): Run => ({
  id: "r",
  datasetId: "d",
  datasetName: "films",
  modelName: "neumf",
  task: "ranking",
  config: {},
  split: { kind: "leave-last-out" },
  cutoffs: [10],
  seed: 1,
  status: "SUCCEEDED",
  cancelRequested: false,
  createdAt: new Date(0),
  startedAt: null,
  finishedAt: null,
  error: null,
  modelVersionId: null,
  ...more,
});
const runs = [
  run({ id: "a", modelName: "NeuMF" }),
  run({ id: "b", modelName: "gmf", status: "FAILED" }),
  run({ id: "c", modelName: "gmf", datasetName: "neuhaus" }),
];
const ids = (found: readonly Run[]) => found.map(({ id }) => id);

it("finds model and data set by a part of their names", () => {
  expect(ids(filterRuns(runs, { status: null, search: " neu" }))).toEqual(["a", "c"]);
});

it("joins status and search", () => {
  expect(ids(filterRuns(runs, { status: "FAILED", search: "gmf" }))).toEqual(["b"]);
  expect(ids(filterRuns(runs, { status: "QUEUED", search: "" }))).toEqual([]);
});

it("shows a run that was asked to stop as cancelling until it has stopped", () => {
  expect(statusView(run({ status: "RUNNING", cancelRequested: true })).label).toBe("Cancelling");
  expect(statusView(run({ status: "CANCELLED", cancelRequested: true })).label).toBe("Cancelled");
});
