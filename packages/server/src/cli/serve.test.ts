import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cliCommand, runCli } from "../../test/run-cli.js";

let home: string;
let environment: Record<string, string>;
let data: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-serve-"));
  data = path.join(home, "shop");
  environment = { TASTEMAKER_HOME: path.join(home, "store"), API_PORT: String(await freePort()) };
  const rows = Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 6 }, (_, n) => `u${user},i${((user % 4) * 5 + ((user + n) % 7)) % 20},${n}`),
  ).flat();
  await mkdir(data);
  await writeFile(path.join(data, "ratings.csv"), `user,item,timestamp\n${rows.join("\n")}\n`);
});

afterEach(async () => {
  // Only what a failed test left running.
  await Promise.all([...running].map((serving) => serving.stop("SIGTERM")));
});

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const { server, port } = await occupyPort();
  server.close();
  return port;
}

async function occupyPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}

const running = new Set<Serving>();

/** `tastemaker serve`, running. */
class Serving {
  output = "";
  readonly child: ChildProcess;
  readonly #ended: Promise<number | null>;

  constructor(...args: string[]) {
    const { command, args: start, options } = cliCommand(["serve", ...args], { environment });
    this.child = spawn(command, start, options);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
      });
    }
    running.add(this);
    this.#ended = new Promise((resolve) =>
      this.child.once("close", (status) => {
        running.delete(this);
        resolve(status);
      }),
    );
  }

  async ready(): Promise<this> {
    while (!this.output.includes("Tastemaker is ready")) {
      if (this.child.exitCode !== null) throw new Error(`ended early:\n${this.output}`);
      await sleep(50);
    }
    return this;
  }

  /** Its exit status. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.#ended;
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }
}

const api = (route: string) => fetch(`http://127.0.0.1:${environment["API_PORT"]}${route}`);

async function workerPid(): Promise<number> {
  const log = await readFile(path.join(environment["TASTEMAKER_HOME"] ?? "", "logs", "worker.log"), "utf8");
  return Number(/"pid":(\d+)/.exec(log)?.[1]);
}

/** Resolves when the process is gone. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(50);
  }
}

const dataset = ["--dataset", "shop", "--user", "u1", "--k", "3", "--json"];

test("the first start imports, trains three models and promotes one; Ctrl-C stops all", async () => {
  const serving = await new Serving("--data", data).ready();
  expect(serving.output).toMatch(/Importing shop: 240 interactions of 40 users/);
  for (const model of ["popularity", "biased-mf", "neumf"]) {
    expect(serving.output).toMatch(new RegExp(`Training ${model}: .*ndcg@10 0\\.\\d{4}`));
  }
  expect(serving.output).toMatch(/In production: /);
  const [, password = "", kept = ""] = /the password (\S+), kept in (\S+)\)/.exec(serving.output) ?? [];
  expect((await readFile(kept, "utf8")).trim()).toBe(password);
  expect((await api("/readyz")).status).toBe(200);
  const worker = await workerPid();
  expect(await serving.stop("SIGINT")).toBe(0);
  await gone(worker);
  await expect(api("/readyz")).rejects.toThrow();
});

test("the next start is quick and loses nothing, even after everything was killed", async () => {
  const started = performance.now();
  const serving = await new Serving("--data", data).ready();
  expect((performance.now() - started) / 1000).toBeLessThan(30);
  expect(serving.output).not.toMatch(/Importing|Training/);
  const worker = await workerPid();
  // Nobody is left to stop the worker, the API and Postgres.
  await serving.stop("SIGKILL");
  await gone(worker);
  await expect(api("/readyz")).rejects.toThrow();

  const again = await new Serving("--data", data).ready();
  const answer = await runCli(["recommend", ...dataset], { environment });
  expect(JSON.parse(answer.stdout)).toMatchObject({ items: [{ source: expect.any(String) }, {}, {}] });
  expect(await again.stop("SIGTERM")).toBe(0);
});

test("when the worker dies, everything stops and says why", async () => {
  const serving = await new Serving().ready();
  process.kill(await workerPid(), "SIGKILL");
  expect(await serving.ended()).toBe(1);
  expect(serving.output).toMatch(
    /error: The worker process ended unexpectedly \(SIGKILL\), so everything was stopped/,
  );
  await expect(api("/readyz")).rejects.toThrow();
});

test("a port in use is named with its variable, and nothing is started", async () => {
  const { server, port } = await occupyPort();
  const result = await runCli(["serve"], { environment: { ...environment, API_PORT: String(port) } });
  server.close();
  expect(result).toMatchObject({ status: 1, stdout: "" });
  expect(result.stderr).toMatch(new RegExp(`^error: Port ${port} on 127\\.0\\.0\\.1 is in use: .*API_PORT`));
});

test("an unreachable DATABASE_URL is an error", async () => {
  const nowhere = { ...environment, DATABASE_URL: "postgresql://a:secret@127.0.0.1:9/shop" };
  const result = await runCli(["serve"], { environment: nowhere });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/error: No Postgres answers at 127\.0\.0\.1:9 .*DATABASE_URL/);
  expect(result.stderr).not.toContain("secret");
});

test("a folder without data is an error that names what was looked for", async () => {
  const empty = await mkdtemp(path.join(home, "empty-"));
  const result = await runCli(["serve", "--data", empty], { environment });
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(/^error: No known data set lies in .*MovieLens 100K/);
});
