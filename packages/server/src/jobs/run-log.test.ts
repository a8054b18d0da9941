import { expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProjectWithDataset, createTestRun } from "../../test/project.js";
import { listRunEvents } from "../queries/run-events.js";
import { claimRun } from "../queries/runs.js";
import { RunLog } from "./run-log.js";

const database = useDatabase();
const workerId = "worker 1";

test("writes events in their order, however fast they come", async () => {
  const ids = await createProjectWithDataset(database());
  const { id: runId } = await createTestRun(database(), ids);
  await claimRun(database().prisma, { runId, workerId });
  const errors: unknown[] = [];
  const log = new RunLog(database(), { runId, workerId }, (error) => errors.push(error));
  for (let epoch = 1; epoch <= 100; epoch++) {
    log.append({ type: "epoch-end", epoch, loss: 1 / epoch, samplesPerSecond: 1 });
    if (epoch % 30 === 0) await log.flush();
  }
  await log.flush();
  const events = await listRunEvents(database().prisma, { ...ids, runId });
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
  expect(events.map(({ payload }) => payload.type === "epoch-end" && payload.epoch)).toEqual(
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  expect(errors).toEqual([]);
});

test("tells once that the run is not the worker's any more, and writes nothing then", async () => {
  const ids = await createProjectWithDataset(database());
  const { id: runId } = await createTestRun(database(), ids);
  await claimRun(database().prisma, { runId, workerId: "another" });
  const errors: unknown[] = [];
  const log = new RunLog(database(), { runId, workerId }, (error) => errors.push(error));
  log.append({ type: "cancelled" });
  await expect(log.flush()).rejects.toThrow(runId);
  log.append({ type: "cancelled" });
  await expect(log.flush()).rejects.toThrow(runId);
  expect(errors).toHaveLength(1);
  expect(await listRunEvents(database().prisma, { ...ids, runId })).toEqual([]);
});
