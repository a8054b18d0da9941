import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { startApi } from "../src/api.js";
import { createClient, errorCode } from "../src/client.js";
import { useApi } from "./api.js";
import { createReadyDataset } from "./dataset.js";
import { createSession, type Session } from "./session.js";

const api = useApi();
let session: Session;

beforeAll(async () => {
  session = await api().signIn();
});

const codeOf = async (answer: Promise<unknown>) => errorCode(await answer.catch((error: unknown) => error));

describe("health", () => {
  test("tells that it lives, and that the database answers", async () => {
    const [healthy, ready] = await Promise.all([fetch(`${api().url}/healthz`), fetch(`${api().url}/readyz`)]);
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: "ok" }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  });
});

describe("access", () => {
  test("needs a member, or a key for recommendations only", async () => {
    const nobody = createClient({ url: api().url });
    expect(await codeOf(nobody.datasets.list.query())).toBe("UNAUTHENTICATED");
    expect(await codeOf(nobody.recommend.query({ dataset: "x", userId: "y" }))).toBe("UNAUTHENTICATED");
    const { key } = await session.client.apiKeys.create.mutate({ name: "shop" });
    const shop = createClient({ url: api().url, apiKey: key });
    expect(await codeOf(shop.datasets.list.query())).toBe("UNAUTHENTICATED");
    expect(await codeOf(shop.recommend.query({ dataset: "x", userId: "y" }))).toBe("NOT_FOUND");
    expect(await session.client.apiKeys.list.query()).toMatchObject([
      { name: "shop", prefix: key.slice(0, 10), lastUsedAt: expect.any(Date) },
    ]);
  });

  test("ends with signing out", async () => {
    const other = await api().signIn();
    expect(await other.client.auth.me.query()).toMatchObject({ email: "admin@example.com" });
    const stolen = other.cookie()?.split(";", 1)[0] ?? "";
    await other.client.auth.signOut.mutate();
    expect(other.cookie()).toContain("Max-Age=0");
    const reuse = await fetch(`${api().url}/api/trpc/datasets.list`, { headers: { cookie: stolen } });
    expect(reuse.status).toBe(401);
  });

  test("sends the cookie over TLS only where it came so", async () => {
    const secure = await fetch(`${api().url}/api/trpc/auth.signIn`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-proto": "https" },
      body: JSON.stringify({ json: { email: "admin@example.com", password: "a long password" } }),
    });
    expect(secure.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Lax; Secure; /);
    expect(session.cookie()).not.toContain("Secure");
  });
});

describe("a request from a page of another site", () => {
  const signOut = (headers: Record<string, string>) =>
    session.fetch(`${api().url}/api/trpc/apiKeys.create`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ json: { name: "theirs" } }),
    });

  test("is refused, and one of the own page is not", async () => {
    const { host, origin } = new URL(api().url);
    expect((await signOut({ origin: "https://evil.example" })).status).toBe(403);
    expect((await signOut({ origin: "null" })).status).toBe(403);
    expect((await signOut({ origin: `https://${host}.evil.example` })).status).toBe(403);
    expect((await signOut({ origin })).status).toBe(200);
    const proxied = { origin: "https://admin.example", "x-forwarded-host": "admin.example" };
    expect((await signOut(proxied)).status).toBe(200);
  });

  test("is refused without JSON's content type, which would need a preflight", async () => {
    const refused = await signOut({ "content-type": "text/plain" });
    expect(refused.status).toBe(415);
    const preflight = await fetch(`${api().url}/api/trpc/apiKeys.create`, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("an error", () => {
  test("of the request names the field", async () => {
    const answer = await session.client.datasets.generate
      .mutate({ name: "Films!", numUsers: 1 })
      .catch((error: unknown) => error);
    expect(errorCode(answer)).toBe("INVALID_REQUEST");
    expect(answer).toMatchObject({
      message: expect.stringMatching(
        /^name: lower-case letters.*, received "Films!"; numUsers: Too small.*, received 1$/,
      ),
    });
  });

  test("of the server stays in its log, under the id that the answer has", async () => {
    await api().db.pool.query("alter table api_key rename to api_key_away");
    try {
      const response = await session.fetch(`${api().url}/api/trpc/apiKeys.list`);
      const text = await response.text();
      expect(response.status).toBe(500);
      expect(text).not.toMatch(/api_key|prisma|stack/i);
      const requestId = response.headers.get("x-request-id") ?? "";
      expect(requestId).toMatch(/^[\da-f-]{36}$/);
      expect(text).toContain(requestId);
      const logged = api().log.filter(
        (line) => line.includes(requestId) && line.includes("procedure failed"),
      );
      expect(logged.join()).toContain("api_key");
    } finally {
      await api().db.pool.query("alter table api_key_away rename to api_key");
    }
  });

  test("of an address tells that there is nothing", async () => {
    expect((await session.fetch(`${api().url}/api/trpc/nothing.here`)).status).toBe(404);
    expect((await session.fetch(`${api().url}/nothing`)).status).toBe(404);
    const mutationByGet = await session.fetch(`${api().url}/api/trpc/auth.signOut`);
    expect(mutationByGet.status).toBe(405);
    const broken = await session.fetch(`${api().url}/api/trpc/datasets.get?input=%7B`);
    expect(broken.status).toBe(400);
  });

  test("of one call does not spoil the others of its batch", async () => {
    const answers = await Promise.allSettled([
      session.client.auth.me.query(),
      session.client.datasets.get.query({ datasetId: "00000000-0000-4000-8000-000000000000" }),
      session.client.datasets.list.query(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

describe("an upload", () => {
  const upload = (query: Record<string, string>, body: RequestInit["body"], from = session) =>
    from.fetch(`${api().url}/api/datasets/import?${new URLSearchParams(query)}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: body ?? null,
      duplex: "half",
    } as RequestInit);

  async function imported(response: Response) {
    expect(response.status).toBe(202);
    const { datasetId } = (await response.json()) as { datasetId: string };
    for (;;) {
      const dataset = await session.client.datasets.get.query({ datasetId });
      if (dataset.status !== "IMPORTING") return dataset;
      await sleep(50);
    }
  }

  const header = "user id,item,stars,at\n";
  const rows = Array.from({ length: 500 }, (_, row) => `u${row % 20},i${row % 33},${1 + (row % 5)},${row}\n`);
  const csv = header + rows.join("");
  const columns = { user: "user id", item: "item", value: "stars", timestamp: "at" };

  test("is imported, its bad rows are kept with their reasons, and it can be removed", async () => {
    const body = `${csv}u1,i1,many,1\nu2,i2\n`;
    const dataset = await imported(await upload({ name: "mine", format: "csv", ...columns }, body));
    expect(dataset).toMatchObject({
      status: "READY",
      numInteractions: 500,
      numUsers: 20,
      numItems: 33,
      numRowsRead: 502,
      numRowsRejected: 2,
      bytesRead: body.length,
      bytesTotal: body.length,
      minValue: 1,
      maxValue: 5,
      hasTimestamps: true,
    });
    const { client } = session;
    const { id: datasetId } = dataset;
    const rejected = await client.datasets.rejectedRows.query({ datasetId });
    expect(rejected.map(({ line }) => line)).toEqual([502, 503]);
    expect(rejected[0]?.text).toBe("u1,i1,many,1");
    expect(await client.datasets.users.query({ datasetId, search: "u1", limit: 2 })).toEqual([
      { userId: "u1", numInteractions: 25, attributes: null },
      { userId: "u10", numInteractions: 25, attributes: null },
    ]);
    const history = await client.datasets.history.query({ datasetId, userId: "u19", limit: 2 });
    expect(history.map(({ timestamp }) => timestamp)).toEqual([499, 479]);
    expect(await client.overview.get.query()).toMatchObject({ numDatasets: 1, numInteractions: 500 });

    const taken = await upload({ name: "mine", format: "csv", ...columns }, csv);
    expect([taken.status, await taken.json()]).toMatchObject([409, { code: "CONFLICT" }]);
    await client.datasets.remove.mutate({ datasetId });
    expect(await client.datasets.list.query()).toEqual([]);
    expect(await codeOf(client.datasets.history.query({ datasetId, userId: "u1" }))).toBe("NOT_FOUND");
  });

  test("may be gzip, of unknown length, with columns of usual names", async () => {
    const packed = gzipSync(csv.replace(header, "user,item,rating,timestamp\n"));
    const stream = new Blob([packed]).stream();
    const dataset = await imported(await upload({ name: "packed", format: "csv" }, stream));
    expect(dataset).toMatchObject({
      status: "READY",
      numInteractions: 500,
      bytesTotal: null,
      hasTimestamps: true,
    });
  });

  test.each([
    ["an empty file", ""],
    ["a header only", header],
    ["a file without the columns", "a,b\n1,2\n"],
    ["one user", `${header}u1,i1,1,1\nu1,i2,1,1\n`],
  ])("of %s fails with a reason, and its name is free again", async (_, body) => {
    const dataset = await imported(await upload({ name: "bad", format: "csv", ...columns }, body));
    expect(dataset.status).toBe("FAILED");
    expect(dataset.error?.length).toBeGreaterThan(20);
    expect(dataset.error).not.toMatch(/internal/i);
  });

  test("that fails at its start is answered when all of it was sent", async () => {
    const body = "a,b\n".repeat(2_000_000);
    const dataset = await imported(await upload({ name: "large-bad", format: "csv", ...columns }, body));
    expect(dataset.status).toBe("FAILED");
  });

  test("that breaks off fails with a reason", async () => {
    const { hostname, port } = new URL(api().url);
    const cookie = session.cookie()?.split(";", 1)[0] ?? "";
    const request = httpRequest({
      hostname,
      port,
      method: "POST",
      path: "/api/datasets/import?name=half&format=csv",
      headers: { cookie, "content-length": 1_000_000 },
    });
    request.on("error", () => {});
    request.write("user,item\nu1,i1\n");
    const half = await seen("half");
    request.destroy();
    for (;;) {
      const { status, error } = await session.client.datasets.get.query({ datasetId: half.id });
      if (status === "IMPORTING") continue;
      expect([status, error]).toEqual(["FAILED", "The upload was cut off before its end. Send it again."]);
      return;
    }
  });

  async function seen(name: string) {
    for (;;) {
      const found = (await session.client.datasets.list.query()).find((dataset) => dataset.name === name);
      if (found) return found;
      await sleep(20);
    }
  }

  test.each([
    [{ name: "Wrong Name", format: "csv" }, /name: .*lower-case/],
    [{ name: "x", format: "xlsx" }, /format: /],
    [{ name: "x", format: "csv", user: "u" }, /item: /],
    [{ name: "x", format: "ncf", user: "u", item: "i" }, /knows its columns/],
    [{ name: "x", format: "csv", column: "u" }, /column/],
  ])("with a wrong address is refused: %j", async (query, message) => {
    const response = await upload(query, csv);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: "INVALID_REQUEST",
      message: expect.stringMatching(message),
    });
  });

  test("needs a member", async () => {
    const response = await upload({ name: "x", format: "csv" }, csv, createSession(api().url));
    expect([response.status, await response.json()]).toMatchObject([401, { code: "UNAUTHENTICATED" }]);
  });
});

describe("closing", () => {
  test("waits for no client: not for a subscription, nor for a connection that was opened ahead", async () => {
    const { db, artifacts } = api();
    const log = pino({ level: "silent" });
    const second = await startApi({ db, databaseUrl: db.url, artifacts, log, host: "127.0.0.1", port: 0 });
    const { port } = new URL(second.url);
    const ahead = connect(Number(port), "127.0.0.1");
    await once(ahead, "connect");
    const dataset = await createReadyDataset(db, { projectId: api().projectId });
    const { client } = await api().signIn(second.url);
    const run = await client.runs.start.mutate({ datasetId: dataset.id, modelName: "gmf" });
    const seen: number[] = [];
    const subscription = await new Promise<{ unsubscribe(): void }>((resolve) => {
      const watching = client.runs.watch.subscribe(
        { runId: run.id },
        {
          onData: ({ data }) => {
            seen.push(data.sequence);
            resolve(watching);
          },
        },
      );
    });
    const started = Date.now();
    await second.close();
    expect(Date.now() - started).toBeLessThan(2_000);
    subscription.unsubscribe();
    expect(seen).toEqual([1]);
  });
});
