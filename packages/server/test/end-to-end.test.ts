import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { errorCode, type RouterInputs, type RouterOutputs } from "../src/client.js";
import { createDatabase } from "./database.js";
import { ServerProcess } from "./server-process.js";
import { createSession, type Session } from "./session.js";

type Run = RouterOutputs["runs"]["get"];
type Dataset = RouterOutputs["datasets"]["get"];
type RunEvent = RouterOutputs["runs"]["events"][number];

const example = fileURLToPath(new URL("../../../examples/typed-client", import.meta.url));
const email = "admin@example.com";

let home: string;
let database: Awaited<ReturnType<typeof createDatabase>>;
let api: ServerProcess;
let worker: ServerProcess;
let url: string;
let session: Session;
const processes: ServerProcess[] = [];

function startProcess(program: "api" | "worker", environment: Record<string, string> = {}): ServerProcess {
  const started = new ServerProcess(program, {
    DATABASE_URL: database.url,
    TASTEMAKER_HOME: home,
    API_PORT: "0",
    LOG_LEVEL: "debug",
    ...environment,
  });
  processes.push(started);
  return started;
}

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-e2e-"));
  database = await createDatabase();
  // At the same time, on an empty database: both migrate it, and one of them wins.
  api = startProcess("api");
  worker = startProcess("worker");
  const ready = await api.logged("api ready");
  await worker.logged("worker ready");
  url = z.object({ url: z.string() }).parse(ready).url;
  session = createSession(url);
});

afterAll(async () => {
  await Promise.all(processes.map((started) => started.stop("SIGKILL")));
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

async function until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Subscribes until the run's end, or until `enough` says so. */
function watch(
  runId: string,
  options: { lastEventId?: string; enough?: (event: RunEvent) => boolean } = {},
): Promise<RunEvent[]> {
  const { lastEventId, enough = () => false } = options;
  const events: RunEvent[] = [];
  return new Promise((resolve, reject) => {
    const subscription = session.client.runs.watch.subscribe(
      { runId, lastEventId },
      {
        onData: ({ id, data }) => {
          expect(id).toBe(String(data.sequence));
          events.push(data);
          if (!enough(data)) return;
          subscription.unsubscribe();
          resolve(events);
        },
        onComplete: () => resolve(events),
        onError: reject,
      },
    );
  });
}

const start = (changes: Partial<RouterInputs["runs"]["start"]>) =>
  session.client.runs.start.mutate({ datasetId: dataset.id, modelName: "gmf", ...changes });

const types = (events: readonly RunEvent[]) => events.map(({ payload }) => payload.type);
const sequences = (events: readonly RunEvent[]) => events.map(({ sequence }) => sequence);
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i);

let dataset: Dataset;
/** Trains for minutes: a step is some milliseconds long, and an epoch has hundreds. */
const endless = { modelName: "neumf", config: { epochs: 1000, batchSize: 32, hiddenUnits: [256, 128] } };

describe("signing in", () => {
  test("needs the password that the first start has kept for its owner", async () => {
    expect(await session.client.auth.me.query()).toBeNull();
    const wrong = session.client.auth.signIn.mutate({ email, password: "guess" });
    expect(errorCode(await wrong.catch((error: unknown) => error))).toBe("UNAUTHENTICATED");
    expect(session.cookie()).toBeUndefined();
    const password = (await readFile(path.join(home, "admin-password"), "utf8")).trim();
    expect(api.output).not.toContain(password);
    expect(await session.client.auth.signIn.mutate({ email, password })).toMatchObject({ email });
    expect(await session.client.auth.me.query()).toMatchObject({ email });
    expect(session.cookie()).toMatch(
      /^tastemaker_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=/,
    );
  });
});

describe("a data set", () => {
  test("is generated in the background", async () => {
    const { client } = session;
    const generated = await client.datasets.generate.mutate({
      name: "films",
      numUsers: 300,
      numItems: 100,
      interactionsPerUser: 20,
      seed: 3,
    });
    expect(generated.status).toBe("IMPORTING");
    dataset = await until(async () => {
      const now = await client.datasets.get.query({ datasetId: generated.id });
      return now.status !== "IMPORTING" && now;
    }, "the import");
    expect(dataset).toMatchObject({ status: "READY", numUsers: 300, numItems: 100, error: null });
    expect(dataset.createdAt).toBeInstanceOf(Date);
  });
});

describe("runs", () => {
  test("train popularity, matrix factorization and GMF, and make a version each", async () => {
    const wanted = [
      { modelName: "popularity" },
      { modelName: "biased-mf", config: { epochs: 3, embeddingDim: 4 } },
      { modelName: "gmf", config: { epochs: 3, embeddingDim: 4 } },
    ];
    const runs: Run[] = [];
    for (const changes of wanted) runs.push(await start({ ...changes, cutoffs: [5, 10] }));
    const logs = await Promise.all(runs.map(({ id }) => watch(id)));
    for (const [i, events] of logs.entries()) {
      expect(sequences(events)).toEqual(upTo(events.length));
      expect(types(events).slice(0, 4)).toEqual(["queued", "claimed", "data-loaded", "run-start"]);
      expect(types(events).slice(-2)).toEqual(["test-metrics", "succeeded"]);
      expect(types(events).filter((type) => type === "epoch-end")).toHaveLength(i === 0 ? 1 : 3);
      const run = await session.client.runs.get.query({ runId: runs[i]?.id ?? "" });
      expect(run).toMatchObject({ status: "SUCCEEDED", error: null, cancelRequested: false });
    }
    const versions = await session.client.models.versions.query({ datasetId: dataset.id });
    expect(versions.map(({ version, modelName }) => [version, modelName])).toEqual([
      [3, "gmf"],
      [2, "biased-mf"],
      [1, "popularity"],
    ]);
    expect(new Set(versions.map(({ protocolHash }) => protocolHash)).size).toBe(1);
    for (const { metrics } of versions) {
      expect(metrics["hitRate@10"]).toBeGreaterThan(0);
      expect(metrics["ndcg@5"]).toBeLessThanOrEqual(metrics["ndcg@10"] ?? 0);
    }
  });

  test("predict ratings too, under another protocol", async () => {
    const run = await start({
      modelName: "biased-mf",
      task: "rating",
      config: { epochs: 2 },
      split: { kind: "random", testFraction: 0.2 },
    });
    await watch(run.id);
    const [newest] = await session.client.models.versions.query({ datasetId: dataset.id });
    expect(newest).toMatchObject({ runId: run.id, task: "rating" });
    expect(Object.keys(newest?.metrics ?? {}).sort()).toEqual(["mae", "rmse"]);
  });

  test("replay what a client has missed, and go on through a restart of the API", async () => {
    const run = await start(endless);
    const first = await watch(run.id, { enough: ({ payload }) => payload.type === "progress" });
    const lastEventId = String(first.length);
    const further = watch(run.id, { lastEventId, enough: ({ payload }) => payload.type === "cancelled" });
    await sleep(600);
    const { port } = new URL(url);
    const stopped = Date.now();
    expect(await api.stop()).toBe(0);
    expect(Date.now() - stopped).toBeLessThan(3_000);
    api = startProcess("api", { API_PORT: port });
    await api.logged("api ready");
    await session.client.runs.cancel.mutate({ runId: run.id });
    const rest = await further;
    const all = [...first, ...rest];
    expect(sequences(all)).toEqual(upTo(all.length));
    expect(types(all).at(-1)).toBe("cancelled");
    const stored = await session.client.runs.events.query({ runId: run.id, afterSequence: first.length });
    expect(stored).toEqual(rest);
  });

  test("are cancelled within a second", async () => {
    const run = await start(endless);
    await watch(run.id, { enough: ({ payload }) => payload.type === "progress" });
    const asked = Date.now();
    const cancelled = await session.client.runs.cancel.mutate({ runId: run.id });
    expect(cancelled).toMatchObject({ status: "RUNNING", cancelRequested: true });
    await watch(run.id);
    expect(Date.now() - asked).toBeLessThan(1500);
    const now = await session.client.runs.get.query({ runId: run.id });
    expect(now).toMatchObject({ status: "CANCELLED", cancelRequested: false, modelVersionId: null });
    const again = session.client.runs.cancel.mutate({ runId: run.id });
    expect(errorCode(await again.catch((error: unknown) => error))).toBe("CONFLICT");
  });

  test("fail with a code and a remedy where training diverges", async () => {
    const run = await start({ config: { learningRate: 1000, optimizer: "sgd", loss: "bpr", epochs: 50 } });
    await watch(run.id);
    const { status, error } = await session.client.runs.get.query({ runId: run.id });
    expect([status, error?.code]).toEqual(["FAILED", "DIVERGED"]);
    expect(error?.message).toMatch(/learningRate/);
  });

  test("go back into the queue when their worker is stopped, and to the next worker", async () => {
    const run = await start(endless);
    await watch(run.id, { enough: ({ payload }) => payload.type === "progress" });
    const stopped = Date.now();
    expect(await worker.stop()).toBe(0);
    expect(Date.now() - stopped).toBeLessThan(8_000);
    expect(await session.client.runs.get.query({ runId: run.id })).toMatchObject({
      status: "QUEUED",
      startedAt: null,
    });
    worker = startProcess("worker");
    const events = await watch(run.id, {
      enough: ({ payload }) => payload.type === "claimed" && worker.output.includes(payload.workerId),
    });
    expect(types(events)).toContain("run-start");
    await session.client.runs.cancel.mutate({ runId: run.id });
    await watch(run.id);
  });
});

describe("recommendations", () => {
  const recommend = (changes: Partial<RouterInputs["recommend"]>) =>
    session.client.recommend.query({ dataset: "films", userId: "unknown", ...changes });

  test("come from popularity before a version is promoted", async () => {
    const { items, modelVersion } = await recommend({ k: 3 });
    expect(modelVersion).toBeNull();
    expect(items.map(({ source }) => source)).toEqual(["popularity", "popularity", "popularity"]);
  });

  test("come from the version that is promoted, at once, without what the user has seen", async () => {
    const versions = await session.client.models.versions.query({ datasetId: dataset.id });
    const [user] = await session.client.datasets.users.query({ datasetId: dataset.id, limit: 1 });
    const userId = user?.userId ?? "";
    const history = await session.client.datasets.history.query({
      datasetId: dataset.id,
      userId,
      limit: 500,
    });
    const seen = new Set(history.map(({ itemId }) => itemId));
    for (const modelName of ["gmf", "biased-mf"]) {
      const version = versions.find((one) => one.modelName === modelName && one.task === "ranking");
      const promoted = await session.client.models.promote.mutate({ modelVersionId: version?.id ?? "" });
      expect(promoted.aliases).toEqual(["production"]);
      const answer = await until(async () => {
        const now = await recommend({ userId, k: 7 });
        return now.modelVersion?.id === version?.id && now;
      }, "the promotion to arrive");
      expect(answer.items).toHaveLength(7);
      expect(new Set(answer.items.map(({ source }) => source))).toEqual(new Set(["model"]));
      expect(answer.items.filter(({ itemId }) => seen.has(itemId))).toEqual([]);
      const scores = answer.items.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      const explicit = await recommend({ userId, k: 7, model: { modelVersionId: version?.id ?? "" } });
      expect(explicit).toEqual(answer);
    }
    const everything = await recommend({ userId, k: 1000 });
    expect(everything.items).toHaveLength(dataset.numItems - seen.size);
    const withSeen = await recommend({ userId, k: 1000, excludeSeen: false });
    expect(withSeen.items).toHaveLength(dataset.numItems);
    const unknown = await recommend({ k: 5 });
    expect(new Set(unknown.items.map(({ source }) => source))).toEqual(new Set(["popularity"]));
    expect(unknown.modelVersion?.modelName).toBe("biased-mf");
  });

  test("are refused for data sets and versions that do not exist", async () => {
    const refusals = [
      recommend({ dataset: "nothing" }),
      recommend({ model: { modelVersionId: dataset.id } }),
      recommend({ k: 0 }),
    ];
    const errors = await Promise.allSettled(refusals);
    expect(errors.map((error) => error.status === "rejected" && errorCode(error.reason))).toEqual([
      "NOT_FOUND",
      "NOT_FOUND",
      "INVALID_REQUEST",
    ]);
  });
});

describe("examples/typed-client", () => {
  const run = (...args: string[]) =>
    promisify(execFile)(
      process.execPath,
      ["--conditions=@tastemaker/source", "--import", "tsx", "main.ts", "--url", url, ...args],
      { cwd: example },
    );

  test("prints recommendations with a key, and the reason without", async () => {
    const { key, id } = await session.client.apiKeys.create.mutate({ name: "example" });
    const [user] = await session.client.datasets.users.query({ datasetId: dataset.id, limit: 1 });
    const asked = ["--key", key, "--dataset", "films", "--user", user?.userId ?? "", "--k", "4"];
    const { stdout, stderr } = await run(...asked);
    expect(stderr).toBe("");
    const [version, ...lines] = stdout.trim().split("\n");
    expect(version).toBe("biased-mf, version 2");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^1\. .+ \(model, -?\d+\.\d{3}\)$/);
    await session.client.apiKeys.revoke.mutate({ apiKeyId: id });
    const refused = await run(...asked).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^UNAUTHENTICATED: .*Bearer/) });
    expect(await run().catch((error: unknown) => error)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Usage/),
    });
  });
});

describe("a process that cannot start", () => {
  test("names the port that is in use and the variable that sets it", async () => {
    const { port } = new URL(url);
    const second = startProcess("api", { API_PORT: port });
    expect(await second.ended()).toBe(1);
    expect(second.output).toContain("PORT_IN_USE");
    expect(second.output).toMatch(new RegExp(`Port ${port} .*API_PORT`));
  });

  test("names the database that does not answer, without its password", async () => {
    const away = "postgresql://user:secret@127.0.0.1:1/films";
    for (const program of ["api", "worker"] as const) {
      const failed = startProcess(program, { DATABASE_URL: away });
      expect(await failed.ended()).toBe(1);
      expect(failed.output).toMatch(/DATABASE_UNREACHABLE.*127\.0\.0\.1:1/);
      expect(failed.output).not.toContain("secret");
    }
  });
});
