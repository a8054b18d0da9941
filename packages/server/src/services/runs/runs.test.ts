import { InvalidConfigError, UnknownModelError } from "@tastemaker/core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "../../../test/database.js";
import { createProjectWithDataset } from "../../../test/project.js";
import { ConflictError, NotFoundError } from "../../errors/errors.js";
import { installQueue } from "../../jobs/install-queue.js";
import { appendRunEvents } from "../../queries/run-events.js";
import { claimRun, finishRun } from "../../queries/runs.js";
import { type RunEvent, startRun as startRunInput } from "../../schemas/run.js";
import { cancelRun } from "./cancel-run.js";
import { retryRun } from "./retry-run.js";
import { RunEventFeed } from "./run-event-feed.js";
import { startRun } from "./start-run.js";
import { watchRun } from "./watch-run.js";

const database = useDatabase();
let ids: { projectId: string; datasetId: string };
let runEvents: RunEventFeed;

beforeAll(async () => {
  await Promise.all([installQueue(database().pool), installQueue(database().pool)]);
  runEvents = await RunEventFeed.start(database().url);
});
afterAll(() => runEvents.close());
beforeEach(async () => {
  ids = await createProjectWithDataset(database());
});

const app = () => ({ db: database() });
const start = (changes: object = {}) =>
  startRun(app(), {
    projectId: ids.projectId,
    ...startRunInput.parse({ datasetId: ids.datasetId, modelName: "gmf", ...changes }),
  });
const watch = (runId: string, afterSequence = 0, signal?: AbortSignal) =>
  watchRun({ ...app(), runEvents }, { projectId: ids.projectId, runId, afterSequence, signal });

async function collect(events: AsyncIterable<RunEvent>): Promise<string[]> {
  const types: string[] = [];
  for await (const { sequence, payload } of events) types.push(`${sequence} ${payload.type}`);
  return types;
}

async function queuedJobs(): Promise<string[]> {
  const { rows } = await database().pool.query<{ key: string }>(
    "select key from graphile_worker.jobs where key is not null",
  );
  return rows.map(({ key }) => key);
}

describe("startRun", () => {
  test("queues a run with its whole config, an event and a job", async () => {
    const run = await start({ config: { epochs: 2 }, cutoffs: [20, 5, 20] });
    expect(run).toMatchObject({ status: "QUEUED", task: "ranking", cutoffs: [5, 20], seed: 1 });
    expect(run.config).toMatchObject({ epochs: 2, embeddingDim: 8, loss: "bce", optimizer: "adam" });
    expect(await queuedJobs()).toContain(`run:${run.id}`);
    await cancelRun(app(), { projectId: ids.projectId, runId: run.id });
    expect(await collect(watch(run.id))).toEqual(["1 queued", "2 cancelled"]);
  });

  test("takes the defaults of the task", async () => {
    expect((await start({ task: "rating" })).config).toMatchObject({ loss: "mse" });
  });

  test("refuses what cannot be trained, and leaves nothing behind", async () => {
    await expect(start({ modelName: "svd++" })).rejects.toThrow(UnknownModelError);
    await expect(start({ config: { epochs: -1 } })).rejects.toThrow(InvalidConfigError);
    await expect(start({ config: { epoch: 1 } })).rejects.toThrow(InvalidConfigError);
    // A run has no features.
    await expect(start({ config: { featureL2: 0.5 } })).rejects.toThrow("featureL2: does nothing unless");
    await expect(start({ modelName: "popularity", task: "rating" })).rejects.toThrow(InvalidConfigError);
    await expect(start({ datasetId: ids.projectId })).rejects.toThrow(NotFoundError);
    const other = await createProjectWithDataset(database());
    await expect(start({ datasetId: other.datasetId })).rejects.toThrow(NotFoundError);
    await database().prisma.dataset.update({
      where: { id: ids.datasetId },
      data: { status: "IMPORTING", readyAt: null },
    });
    await expect(start()).rejects.toThrow(ConflictError);
    expect(await database().prisma.run.count({ where: { projectId: ids.projectId } })).toBe(0);
  });
});

describe("retryRun", () => {
  test("asks for the same again, once the first has ended", async () => {
    const run = await start({ config: { epochs: 2 }, seed: 7, split: { kind: "n-held-out", perUser: 2 } });
    const params = { projectId: ids.projectId, runId: run.id };
    await expect(retryRun(app(), params)).rejects.toThrow(ConflictError);
    await cancelRun(app(), params);
    const again = await retryRun(app(), params);
    const { id, createdAt, status, ...wanted } = run;
    expect(again).toMatchObject(wanted);
    expect(again.id).not.toBe(id);
    expect([status, again.status]).toEqual(["QUEUED", "QUEUED"]);
    expect(again.createdAt.getTime()).toBeGreaterThanOrEqual(createdAt.getTime());
  });
});

describe("cancelRun", () => {
  test("asks the worker of a running one, and refuses one that has ended", async () => {
    const { id: runId } = await start();
    const params = { projectId: ids.projectId, runId };
    await claimRun(database().prisma, { runId, workerId: "w" });
    expect(await cancelRun(app(), params)).toMatchObject({ status: "RUNNING", cancelRequested: true });
    await finishRun(database().prisma, { runId, workerId: "w", outcome: { status: "CANCELLED" } });
    await expect(cancelRun(app(), params)).rejects.toThrow(ConflictError);
  });
});

describe("watchRun", () => {
  const append = (runId: string, ...types: ("queued" | "cancelled")[]) =>
    appendRunEvents(database().prisma, { runId, payloads: types.map((type) => ({ type })) });

  test("gives what was there, then what comes, to several watchers, and ends", async () => {
    const { id: runId } = await start();
    const watchers = [collect(watch(runId)), collect(watch(runId, 1))];
    for (let i = 0; i < 20; i++) await append(runId, "queued");
    await append(runId, "queued", "cancelled");
    const sequences = Array.from({ length: 22 }, (_, i) => `${i + 1} queued`);
    const [all, later] = await Promise.all(watchers);
    expect(all).toEqual([...sequences, "23 cancelled"]);
    expect(later).toEqual([...sequences.slice(1), "23 cancelled"]);
  });

  test("goes on after the last event that a client has", async () => {
    const { id: runId } = await start();
    await append(runId, "queued", "queued", "cancelled");
    expect(await collect(watch(runId, 2))).toEqual(["3 queued", "4 cancelled"]);
  });

  test("ends at once behind the end of a run", async () => {
    const { id: runId } = await start();
    await cancelRun(app(), { projectId: ids.projectId, runId });
    expect(await collect(watch(runId, 2))).toEqual([]);
  });

  test("stops when its client goes", async () => {
    const { id: runId } = await start();
    const gone = new AbortController();
    const watching = collect(watch(runId, 0, gone.signal));
    setTimeout(() => gone.abort(), 100);
    expect(await watching).toEqual(["1 queued"]);
  });

  test("hears again after its connection broke", async () => {
    const { id: runId } = await start();
    const watching = collect(watch(runId));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await database().pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tastemaker-listen'",
    );
    await append(runId, "cancelled");
    expect(await watching).toEqual(["1 queued", "2 cancelled"]);
  });

  test("shows no run of another project", async () => {
    const { id: runId } = await start();
    const other = await createProjectWithDataset(database());
    const events = watchRun(
      { ...app(), runEvents },
      { projectId: other.projectId, runId, afterSequence: 0, signal: undefined },
    );
    await expect(collect(events)).rejects.toThrow(NotFoundError);
  });
});
