import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createReadyDataset, type ReadyDataset } from "../../test/dataset.js";
import { openArtifactStore } from "../artifacts/artifact-store.js";
import { listModelVersions } from "../queries/model-versions.js";
import { listRunEvents } from "../queries/run-events.js";
import { claimRun, getRun, heartbeat } from "../queries/runs.js";
import { type RunEvent, startRun as startRunInput } from "../schemas/run.js";
import { cancelRun } from "../services/runs/cancel-run.js";
import { RunEventFeed } from "../services/runs/run-event-feed.js";
import { startRun } from "../services/runs/start-run.js";
import { watchRun } from "../services/runs/watch-run.js";
import { startWorker, type Worker } from "../worker.js";
import { installQueue } from "./install-queue.js";
import { failLostRuns } from "./lost-runs.js";

const database = useDatabase();
const workers: Worker[] = [];
let home: string;
let dataset: ReadyDataset;
let runEvents: RunEventFeed;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-worker-"));
  await installQueue(database().pool);
  dataset = await createReadyDataset(database());
  runEvents = await RunEventFeed.start(database().url);
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close();
});
afterAll(async () => {
  await runEvents.close();
  await rm(home, { recursive: true, force: true });
});

const log = pino({ level: "silent" });
const artifacts = () => openArtifactStore({ home });

async function work(): Promise<Worker> {
  const worker = await startWorker({
    db: database(),
    databaseUrl: database().url,
    artifacts: artifacts(),
    log,
  });
  workers.push(worker);
  return worker;
}

const start = (changes: object = {}) =>
  startRun(
    { db: database() },
    {
      projectId: dataset.projectId,
      ...startRunInput.parse({ datasetId: dataset.id, modelName: "popularity", ...changes }),
    },
  );

/** Trains for minutes. */
const endless = { modelName: "neumf", config: { epochs: 1000, batchSize: 8, hiddenUnits: [256, 128] } };

async function follow(runId: string, until?: RunEvent["payload"]["type"]): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const params = { projectId: dataset.projectId, runId, afterSequence: 0, signal: undefined };
  for await (const event of watchRun({ db: database(), runEvents }, params)) {
    events.push(event);
    if (event.payload.type === until) break;
  }
  return events;
}

const statusOf = (runId: string) =>
  getRun(database().prisma, { projectId: dataset.projectId, runId }).then(({ status }) => status);

describe("workers", () => {
  test("train each run once, however many they are", async () => {
    const runs = [];
    for (let i = 0; i < 6; i++) runs.push(await start());
    await Promise.all([work(), work()]);
    for (const { id } of runs) {
      const types = (await follow(id)).map(({ payload }) => payload.type);
      expect(types.filter((type) => type === "claimed")).toHaveLength(1);
      expect(types.at(-1)).toBe("succeeded");
    }
    const versions = await listModelVersions(database().prisma, { projectId: dataset.projectId });
    expect(versions.map(({ version }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
    expect((await readdir(path.join(home, "artifacts"))).sort()).toEqual(
      versions.map(({ artifactKey }) => artifactKey).sort(),
    );
  });

  test("get the same weights and metrics from the same seed", async () => {
    await work();
    const config = { epochs: 2, embeddingDim: 4 };
    const metrics = [];
    for (const seed of [1, 1, 2]) {
      const run = await start({ modelName: "gmf", config, seed });
      await follow(run.id);
      const [newest] = await listModelVersions(database().prisma, { projectId: dataset.projectId });
      const { weights } = await artifacts().load(newest?.artifactKey ?? "");
      metrics.push({ metrics: newest?.metrics, weights: weights.get("tables/user")?.data });
    }
    expect(metrics[1]).toEqual(metrics[0]);
    expect(metrics[2]?.weights).not.toEqual(metrics[0]?.weights);
  });

  test("find a queued run whose job was lost", async () => {
    const { id: runId } = await start();
    await database().pool.query("select graphile_worker.remove_job($1)", [`run:${runId}`]);
    await work();
    expect((await follow(runId)).at(-1)?.payload.type).toBe("succeeded");
  });

  test("leave a run alone that was cancelled before they came to it", async () => {
    const { id: runId } = await start();
    await cancelRun({ db: database() }, { projectId: dataset.projectId, runId });
    await work();
    const { id: later } = await start();
    await follow(later);
    expect((await follow(runId)).map(({ payload }) => payload.type)).toEqual(["queued", "cancelled"]);
  });

  test("fail a run on data that leaves nothing to test on, with the remedy", async () => {
    await work();
    const { id: runId } = await start({ split: { kind: "n-held-out", perUser: 100 } });
    const last = (await follow(runId)).at(-1)?.payload;
    expect(last).toMatchObject({ type: "failed", code: "INVALID_INTERACTIONS" });
    expect(last?.type === "failed" && last.message).toMatch(/n-held-out.*another split/);
  });

  test("put their run back into the queue when they are closed, and cancel one that should be", async () => {
    const worker = await work();
    const { id: runId } = await start(endless);
    await follow(runId, "progress");
    await worker.close();
    workers.splice(0);
    expect(await statusOf(runId)).toBe("QUEUED");
    const second = await work();
    await follow(runId, "claimed");
    await cancelRun({ db: database() }, { projectId: dataset.projectId, runId });
    await second.close();
    workers.splice(0);
    expect(await statusOf(runId)).toBe("CANCELLED");
  });
});

describe("a lost worker", () => {
  const silentFor = (runId: string, seconds: number) =>
    database().pool.query("update run set heartbeat_at = now() - make_interval(secs => $2) where id = $1", [
      runId,
      seconds,
    ]);

  test("has its run failed after 30 seconds of silence, once", async () => {
    const [lost, alive] = [await start(), await start()];
    for (const { id: runId } of [lost, alive]) {
      await claimRun(database().prisma, { runId, workerId: "far away" });
    }
    await silentFor(lost.id, 31);
    await silentFor(alive.id, 29);
    const failed = await Promise.all([failLostRuns(database()), failLostRuns(database())]);
    expect(failed.flat()).toEqual([lost.id]);
    expect((await follow(lost.id)).map(({ payload }) => payload)).toMatchObject([
      { type: "queued" },
      { type: "failed", code: "WORKER_LOST", message: expect.stringContaining("Retry") },
    ]);
    expect(await statusOf(alive.id)).toBe("RUNNING");
    expect(await heartbeat(database().prisma, { runId: lost.id, workerId: "far away" })).toBeUndefined();
  });

  test("that was only slow stops, and adds nothing to what others have decided", async () => {
    await work();
    const { id: runId } = await start(endless);
    await follow(runId, "progress");
    const before = await readdir(path.join(home, "artifacts"));
    // Its next heartbeat is up to 2 s away.
    await silentFor(runId, 60);
    expect(await failLostRuns(database())).toContain(runId);
    const { id: next } = await start();
    await follow(next);
    const events = await listRunEvents(database().prisma, { projectId: dataset.projectId, runId });
    expect(events.at(-1)?.payload).toMatchObject({ type: "failed", code: "WORKER_LOST" });
    expect(await statusOf(runId)).toBe("FAILED");
    expect((await readdir(path.join(home, "artifacts"))).length).toBe(before.length + 1);
  });
});
