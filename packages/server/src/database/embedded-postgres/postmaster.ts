import { spawn } from "node:child_process";
import { closeSync, fstatSync, ftruncateSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { type Cluster, run } from "./cluster.js";
import { findPostmaster } from "./postmaster-pid.js";

const startTimeoutMs = 60_000;

/** A longer log is begun anew at the next start. */
const maxLogBytes = 10 * 2 ** 20;

/**
 * What the embedded server sets differently from Postgres' defaults. A table filled in the transaction that made it,
 * as imports do, is not written to the log a second time at the `minimal` level.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "2GB",
  maintenance_work_mem: "128MB",
};

/** The URL of a database of the cluster. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://tastemaker:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/** The port of the Postgres that already runs on the cluster and answers; waits for one that is just starting. */
export async function findRunning(cluster: Cluster): Promise<number | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const postmaster = await findPostmaster(cluster.dataDirectory);
    if (!postmaster) return undefined;
    if (await answers(cluster, postmaster.port)) return postmaster.port;
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `A Postgres (process ${postmaster.pid}) holds ${cluster.dataDirectory} but does not answer on port ${postmaster.port}. Its log is ${cluster.logFile}. Stop that process and start again.`,
      );
    }
    await sleep(100);
  }
}

/** Starts Postgres and waits until it answers; gives its port. */
export async function launch(cluster: Cluster, port: number | undefined): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? (await freePort());
    const failure = await tryLaunch(cluster, chosen);
    if (failure === undefined) return chosen;
    // Between our look and its start another program may have taken a free port.
    const isRetried = port === undefined && attempt < 5 && /could not bind|already in use/i.test(failure);
    if (!isRetried) throw new EmbeddedPostgresError(explain(cluster, chosen, failure));
  }
}

/** Stops Postgres, breaking its connections, and waits until its data is safe. */
export async function shutDown(cluster: Cluster): Promise<void> {
  const options = ["stop", `--pgdata=${cluster.dataDirectory}`, "--mode=fast", "--wait", "--timeout=60"];
  const { code, output } = await run(cluster.binaries.pgCtl, options, cluster);
  if (code !== 0 && (await findPostmaster(cluster.dataDirectory))) {
    throw new EmbeddedPostgresError(`Postgres in ${cluster.dataDirectory} did not stop: ${output.trim()}`);
  }
}

/** Gives what Postgres wrote where it ended instead of answering. */
async function tryLaunch(cluster: Cluster, port: number): Promise<string | undefined> {
  const log = openSync(cluster.logFile, "a", 0o600);
  if (fstatSync(log).size > maxLogBytes) ftruncateSync(log);
  const logged = fstatSync(log).size;
  // In a process group of its own: Ctrl-C in a terminal must not stop it before the server is done with it.
  const child = spawn(
    cluster.binaries.postgres,
    [
      "-D",
      cluster.dataDirectory,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...cluster.account,
      cwd: cluster.dataDirectory,
      stdio: ["ignore", log, log],
      detached: true,
      windowsHide: true,
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`;
  });
  child.unref();
  const deadline = Date.now() + startTimeoutMs;
  while (ended === undefined && Date.now() < deadline) {
    if (await answers(cluster, port)) return undefined;
    await sleep(25);
  }
  if (ended === undefined) child.kill("SIGINT");
  const output = (await readFile(cluster.logFile)).subarray(logged).toString();
  return `${ended ?? `no answer for ${startTimeoutMs / 1000} s`}\n${output.trim()}`;
}

/** True where a Postgres that knows our password serves exactly this data directory there. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, "postgres"),
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => {}); // a server that stops while we ask
  try {
    await client.connect();
    const { rows } = await client.query("show data_directory");
    return rows[0]?.data_directory === cluster.dataDirectory;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function explain(cluster: Cluster, port: number, failure: string): string {
  return `Postgres could not be started on port ${port} with the data in ${cluster.dataDirectory}: ${failure}\nIts log is ${cluster.logFile}. Mend the cause, set TASTEMAKER_HOME to another folder, or set DATABASE_URL to a Postgres of your own.`;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new EmbeddedPostgresError("The system gave no free port on 127.0.0.1."));
      });
    });
  });
}
