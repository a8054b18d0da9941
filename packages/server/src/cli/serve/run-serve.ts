import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Environment, readEnvironment } from "../../env.js";
import { PortInUseError } from "../../errors/api-errors.js";
import { openStore, type Store } from "../../process/open-store.js";
import { assertPortFree } from "./ports.js";
import { ProcessGroup } from "./process-group.js";
import { findSeed, plantSeed } from "./seed.js";
import type { ServeOptions } from "./serve-options.js";
import { waitUntilReady } from "./wait-until-ready.js";
import { webProgram } from "./web-app.js";

/** Starts everything, says where it is, and stops it when told to, or when a part of it ends. */
export async function runServe(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const environment = readEnvironment();
  const { apiHost, apiPort, webHost, webPort, home } = environment;
  // What can be refused is, before anything is started.
  const web = options.withWeb ? webProgram({ host: webHost, port: webPort }) : undefined;
  const seed = await findSeed(options);
  if (web && apiPort === webPort) {
    throw new PortInUseError(`API_PORT and WEB_PORT are both ${apiPort}: give each a port of its own.`);
  }
  await assertPortFree({ host: apiHost, port: apiPort, variable: "API_PORT" });
  if (web) await assertPortFree({ host: webHost, port: webPort, variable: "WEB_PORT" });

  const isFirstStart = !existsSync(path.join(home, "admin-password"));
  tell(environment.databaseUrl === undefined ? "Starting Postgres …" : "Connecting to Postgres …");
  const store = await openStore(environment, tell);
  const processes = new ProcessGroup(path.join(home, "logs"));
  const stopping = new AbortController();
  const stop = AbortSignal.any([signal, stopping.signal]);
  try {
    startProcesses(processes, { environment, store, web });
    const work = async () => {
      await waitUntilReady("API", { url: `${localUrl(apiHost, apiPort)}/readyz`, signal: stop });
      if (seed) await plantSeed(seed, { store, signal: stop });
      if (web) await waitUntilReady("web app", { url: localUrl(webHost, webPort), signal: stop });
      const address = web ? localUrl(webHost, webPort) : localUrl(apiHost, apiPort);
      process.stdout.write(
        `\nTastemaker is ready: ${address} (${await describeSignIn(store, isFirstStart)}). Ctrl-C stops it.\n`,
      );
      await aborted(stop);
    };
    await Promise.race([work(), processes.failure]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stopping.abort();
    if (signal.aborted) tell("\nStopping …");
    await processes.stop();
    await store.close();
  }
}

function startProcesses(
  processes: ProcessGroup,
  {
    environment,
    store,
    web,
  }: { environment: Environment; store: Store; web: { directory: string; args: string[] } | undefined },
): void {
  const { apiHost, apiPort, home } = environment;
  const program = (name: string) => fileURLToPath(import.meta.resolve(`../../${name}.js`));
  const shared = {
    directory: process.cwd(),
    environment: { DATABASE_URL: store.databaseUrl, TASTEMAKER_HOME: home },
  };
  processes.start({ name: "api", args: [program("api")], ...shared });
  processes.start({ name: "worker", args: [program("worker")], ...shared });
  if (!web) return;
  processes.start({
    name: "web",
    ...web,
    environment: {
      TASTEMAKER_API_URL: localUrl(apiHost, apiPort),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
}

/** Where this machine reaches what listens on a host: on all addresses means on this one too. */
function localUrl(host: string, port: number): string {
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

async function describeSignIn({ email, passwordFile }: Store, isFirstStart: boolean): Promise<string> {
  if (passwordFile === null) return `sign in as ${email} with the password in TASTEMAKER_ADMIN_PASSWORD`;
  if (!isFirstStart) return `sign in as ${email}; the password is in ${passwordFile}`;
  const password = (await readFile(passwordFile, "utf8")).trim();
  return `sign in as ${email} with the password ${password}, kept in ${passwordFile}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

const tell = (notice: string) => process.stderr.write(`${notice}\n`);
