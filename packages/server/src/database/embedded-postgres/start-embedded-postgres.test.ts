import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { TestProcess } from "../../../test/child-process.js";
import { createHome } from "../../../test/home.js";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres.js";

const started = z.object({
  url: z.string(),
  directory: z.string(),
  reused: z.boolean(),
  notices: z.array(z.string()),
});

let home: string;
let cleanUp: (() => Promise<void>)[];

beforeEach(async () => {
  const created = await createHome();
  home = created.directory;
  cleanUp = [created.remove];
});

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
});

async function start(directory = home): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ directory });
  cleanUp.push(postgres.stop);
  return postgres;
}

/** In a process of its own. */
async function startElsewhere(): Promise<z.infer<typeof started> & { process: TestProcess }> {
  const process = new TestProcess("hold-postgres", [home]);
  cleanUp.push(() => process.end("SIGTERM"));
  return { ...started.parse(JSON.parse(await process.line())), process };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return query(url, "select 1").then(
    () => true,
    () => false,
  );
}

describe("startEmbeddedPostgres", () => {
  test("keeps what is stored from start to start", async () => {
    const first = await start();
    expect(first.reused).toBe(false);
    await query(first.url, "create table kept as select 42 as n");
    await first.stop();
    expect(await answers(first.url)).toBe(false);
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
  });

  test("keeps its password to its user, and listens on this machine only", async () => {
    const { url, directory } = await start();
    const secrets = path.join(path.dirname(directory), "secrets.json");
    expect((await stat(secrets)).mode & 0o777).toBe(0o600);
    expect(await query(url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    const wrong = new URL(url);
    wrong.password = "guessed";
    await expect(query(wrong.toString(), "select 1")).rejects.toThrow(/password authentication failed/);
  });

  test("takes over the Postgres of a killed process, and stops it", async () => {
    const killed = await startElsewhere();
    await query(killed.url, "create table kept as select 42 as n");
    await killed.process.end("SIGKILL");
    expect(await answers(killed.url)).toBe(true);
    const next = await start();
    expect(next).toMatchObject({ reused: true, url: killed.url });
    expect(await query(next.url, "select n from kept")).toEqual([{ n: 42 }]);
    await next.stop();
    expect(await answers(next.url)).toBe(false);
  });

  test("two first starts at once share one Postgres, and the last to stop stops it", async () => {
    const [a, b] = await Promise.all([startElsewhere(), startElsewhere()]);
    expect(a.url).toBe(b.url);
    expect([a.reused, b.reused].sort()).toEqual([false, true]);
    const [owner, guest] = a.reused ? [b, a] : [a, b];
    await owner.process.end("SIGTERM");
    expect(await answers(guest.url)).toBe(true);
    await guest.process.end("SIGTERM");
    expect(await answers(guest.url)).toBe(false);
  });

  test("starts beside the pid file and the lock that a crash of the machine left", async () => {
    const first = await start();
    const { directory } = first;
    const pidFile = path.join(directory, "postmaster.pid");
    const pidLines = (await readFile(pidFile, "utf8")).split("\n");
    await first.stop();
    // The ids belong to other programs by now: one that runs, and none.
    await writeFile(pidFile, [String(process.pid), ...pidLines.slice(1)].join("\n"));
    await writeFile(path.join(home, "start.lock"), "999999");
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await answers(second.url)).toBe(true);
  });

  test("starts over where a start was killed while it prepared", async () => {
    const unfinished = path.join(home, "server", "cluster.unfinished");
    await mkdir(path.join(unfinished, "data"), { recursive: true });
    await writeFile(path.join(unfinished, "data", "PG_VERSION"), "18");
    const postgres = await start();
    expect(await answers(postgres.url)).toBe(true);
    await expect(stat(unfinished)).rejects.toThrow(/ENOENT/);
  });

  test("says which port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = z.object({ port: z.number() }).parse(server.address());
    try {
      const refused = startEmbeddedPostgres({ directory: home, port: address.port });
      await expect(refused).rejects.toThrow(new RegExp(`port ${address.port} .*Address already in use`, "s"));
      await expect(refused).rejects.toBeInstanceOf(EmbeddedPostgresError);
    } finally {
      server.close();
    }
  });

  test("says whose folder it would need", async () => {
    const file = path.join(home, "file");
    await writeFile(file, "");
    const refused = startEmbeddedPostgres({ directory: path.join(file, "postgres") });
    await expect(refused).rejects.toThrow(/cannot be kept in .*ENOTDIR.*set TASTEMAKER_HOME/);
    await expect(refused).rejects.toBeInstanceOf(EmbeddedPostgresError);
  });

  test.runIf(process.getuid?.() === 0)(
    "lives elsewhere where its user may not enter the folder, and stays there",
    async () => {
      await chmod(home, 0o700);
      const notices: string[] = [];
      const directory = path.join(home, "postgres");
      const first = await startEmbeddedPostgres({ directory, onNotice: (notice) => notices.push(notice) });
      cleanUp.push(first.stop);
      const place = path.dirname(path.dirname(first.directory));
      cleanUp.push(() => rm(place, { recursive: true, force: true }));
      expect(first.directory.startsWith(home)).toBe(false);
      expect(notices[0]).toBe(
        `${directory} is closed to the user postgres, so the database lives in ${place}.`,
      );
      await query(first.url, "create table kept as select 42 as n");
      await first.stop();
      await chmod(home, 0o755);
      const second = await start(directory);
      expect(second.directory).toBe(first.directory);
      expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
      await second.stop();

      await rm(directory, { recursive: true });
      await chmod(home, 0o700);
      const third = await startEmbeddedPostgres({ directory, onNotice: (notice) => notices.push(notice) });
      cleanUp.push(() => rm(path.dirname(path.dirname(third.directory)), { recursive: true }), third.stop);
      expect(await query(third.url, "select to_regclass('kept') as kept")).toEqual([{ kept: null }]);
      expect(notices).toContain(
        `A database that ${directory} had earlier is in ${place}. Remove it if nobody needs it.`,
      );
    },
  );
});
