import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProjectWithDataset, createTestRun } from "../../test/project.js";
import { ConflictError, NotFoundError } from "../errors/errors.js";
import { run as runSchema } from "../schemas/run.js";
import {
  claimRun,
  failStaleRuns,
  finishRun,
  getRun,
  heartbeat,
  listQueuedRunIds,
  listRuns,
  requestCancel,
  requeueRun,
} from "./runs.js";

const database = useDatabase();
let ids: { projectId: string; datasetId: string };

beforeEach(async () => {
  ids = await createProjectWithDataset(database());
});

describe("a run", () => {
  test("is stored with its config, split, cut-offs and a seed beyond 32 bits", async () => {
    const created = await createTestRun(database(), ids, {
      config: { layers: [8, 4], deep: { rate: 0.1 } },
      split: { kind: "n-held-out", perUser: 3 },
      cutoffs: [5, 20],
      seed: 2 ** 40 + 1,
    });
    const run = await getRun(database().prisma, { ...ids, runId: created.id });
    expect(runSchema.parse(run)).toEqual(created);
    expect(run).toMatchObject({
      datasetName: "small",
      config: { layers: [8, 4], deep: { rate: 0.1 } },
      split: { kind: "n-held-out", perUser: 3 },
      cutoffs: [5, 20],
      seed: 2 ** 40 + 1,
      status: "QUEUED",
      error: null,
      modelVersionId: null,
    });
  });

  test("is seen by its own project only", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    const other = await createProjectWithDataset(database());
    await expect(getRun(database().prisma, { ...other, runId })).rejects.toBeInstanceOf(NotFoundError);
    await expect(requestCancel(database().prisma, { ...other, runId })).rejects.toBeInstanceOf(NotFoundError);
    expect(await listRuns(database().prisma, { projectId: other.projectId, limit: 10 })).toEqual([]);
  });

  test("is listed newest first, up to the limit", async () => {
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push((await createTestRun(database(), ids)).id);
    const listed = await listRuns(database().prisma, { ...ids, limit: 2 });
    expect(listed.map(({ id }) => id)).toEqual([runs[2], runs[1]]);
    expect(await listQueuedRunIds(database().prisma)).toEqual(expect.arrayContaining(runs));
  });
});

describe("claiming", () => {
  test("of eight workers at once, one gets the run", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    const workers = Array.from({ length: 8 }, (_, i) => `worker-${i}`);
    const claims = await Promise.all(
      workers.map((workerId) => claimRun(database().prisma, { runId, workerId })),
    );
    const won = claims.filter((claim) => claim !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ id: runId, status: "RUNNING", projectId: ids.projectId });
    expect(won[0]?.startedAt).toBeInstanceOf(Date);
  });

  test("is refused for a run that does not exist", async () => {
    expect(await claimRun(database().prisma, { runId: randomUUID(), workerId: "w" })).toBeUndefined();
  });
});

describe("finishing", () => {
  test("ends the run once, for its worker only", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await claimRun(database().prisma, { runId, workerId: "mine" });
    const finish = (workerId: string, status: "SUCCEEDED" | "CANCELLED") =>
      finishRun(database().prisma, { runId, workerId, outcome: { status } });
    expect(await finish("other", "SUCCEEDED")).toBe(false);
    const both = await Promise.all([finish("mine", "SUCCEEDED"), finish("mine", "CANCELLED")]);
    expect(both.sort()).toEqual([false, true]);
    expect(await heartbeat(database().prisma, { runId, workerId: "mine" })).toBeUndefined();
  });

  test("keeps why a run failed", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await claimRun(database().prisma, { runId, workerId: "w" });
    const outcome = { status: "FAILED", code: "DIVERGED", message: "The loss became NaN." } as const;
    expect(await finishRun(database().prisma, { runId, workerId: "w", outcome })).toBe(true);
    const run = await getRun(database().prisma, { ...ids, runId });
    expect(run).toMatchObject({
      status: "FAILED",
      error: { code: "DIVERGED", message: "The loss became NaN." },
    });
    expect(run.finishedAt).toBeInstanceOf(Date);
  });

  test("is not possible for a queued run", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    const outcome = { status: "SUCCEEDED" } as const;
    expect(await finishRun(database().prisma, { runId, workerId: "w", outcome })).toBe(false);
  });
});

describe("cancelling", () => {
  test("ends a queued run at once, so that no worker can claim it", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    expect(await requestCancel(database().prisma, { ...ids, runId })).toBe("CANCELLED");
    expect(await claimRun(database().prisma, { runId, workerId: "w" })).toBeUndefined();
    const run = await getRun(database().prisma, { ...ids, runId });
    expect(run).toMatchObject({ status: "CANCELLED", cancelRequested: false });
  });

  test("tells the worker of a running one, which ends it", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await claimRun(database().prisma, { runId, workerId: "w" });
    expect(await heartbeat(database().prisma, { runId, workerId: "w" })).toEqual({ cancelRequested: false });
    expect(await requestCancel(database().prisma, { ...ids, runId })).toBe("RUNNING");
    expect(await heartbeat(database().prisma, { runId, workerId: "w" })).toEqual({ cancelRequested: true });
    expect(await getRun(database().prisma, { ...ids, runId })).toMatchObject({ cancelRequested: true });
    const outcome = { status: "CANCELLED" } as const;
    expect(await finishRun(database().prisma, { runId, workerId: "w", outcome })).toBe(true);
  });

  test("of a run that has ended is an error that says so", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await requestCancel(database().prisma, { ...ids, runId });
    const again = requestCancel(database().prisma, { ...ids, runId });
    await expect(again).rejects.toThrow(/has ended \(CANCELLED\)/);
    await expect(again).rejects.toBeInstanceOf(ConflictError);
  });
});

describe("a silent worker", () => {
  test("fails its run after a while, and not the others", async () => {
    const { prisma } = database();
    const [silent, lively] = [await createTestRun(database(), ids), await createTestRun(database(), ids)];
    await claimRun(prisma, { runId: silent.id, workerId: "silent" });
    await claimRun(prisma, { runId: lively.id, workerId: "lively" });
    await prisma.run.update({
      where: { id: silent.id },
      data: { heartbeatAt: new Date(Date.now() - 60_000) },
    });
    const stale = { silentSeconds: 30, code: "WORKER_LOST", message: "The worker stopped answering." };
    expect(await failStaleRuns(prisma, stale)).toEqual([silent.id]);
    expect(await failStaleRuns(prisma, stale)).toEqual([]);
    const outcome = { status: "SUCCEEDED" } as const;
    expect(await finishRun(prisma, { runId: silent.id, workerId: "silent", outcome })).toBe(false);
    expect(await finishRun(prisma, { runId: lively.id, workerId: "lively", outcome })).toBe(true);
  });
});

describe("a run that its worker puts back", () => {
  test("is queued as it was before, once, and by its own worker only", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await claimRun(database().prisma, { runId, workerId: "w" });
    expect(await requeueRun(database().prisma, { runId, workerId: "other" })).toBe(false);
    expect(await requeueRun(database().prisma, { runId, workerId: "w" })).toBe(true);
    expect(await requeueRun(database().prisma, { runId, workerId: "w" })).toBe(false);
    expect(await getRun(database().prisma, { ...ids, runId })).toMatchObject({
      status: "QUEUED",
      startedAt: null,
    });
    expect(await claimRun(database().prisma, { runId, workerId: "next" })).toMatchObject({
      status: "RUNNING",
    });
  });

  test("stays where somebody has asked to cancel it", async () => {
    const { id: runId } = await createTestRun(database(), ids);
    await claimRun(database().prisma, { runId, workerId: "w" });
    await requestCancel(database().prisma, { ...ids, runId });
    expect(await requeueRun(database().prisma, { runId, workerId: "w" })).toBe(false);
  });
});
