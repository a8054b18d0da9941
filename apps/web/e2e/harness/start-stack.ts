import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Service, startService } from "./service";

export interface Stack {
  /** Where the web app answers. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

export interface RunningStack extends Stack {
  stop(): Promise<void>;
}

const web = fileURLToPath(new URL("../..", import.meta.url));
const server = path.join(web, "..", "..", "packages", "server");

/** An embedded Postgres, the API, a worker and the built web app, in a folder and on ports of their own. */
export async function startStack(): Promise<RunningStack> {
  for (const output of [path.join(server, "dist", "api.js"), path.join(web, ".next", "BUILD_ID")]) {
    if (!existsSync(output)) throw new Error(`${output} is missing. Build first: npm run build.`);
  }
  const home = await mkdtemp(path.join(tmpdir(), "tastemaker-e2e-"));
  // Started as root, Postgres runs under an account of its own, which must get to its data.
  await chmod(home, 0o755);
  const [email, password] = ["admin@example.com", "a long enough password"];
  const env = {
    TASTEMAKER_HOME: home,
    API_PORT: "0",
    TASTEMAKER_ADMIN_EMAIL: email,
    TASTEMAKER_ADMIN_PASSWORD: password,
    LOG_LEVEL: "info",
  };
  const services: Service[] = [];
  const stop = async () => {
    for (const service of services.reverse()) await service.stop();
    await rm(home, { recursive: true, force: true });
  };
  const start = async (...options: Parameters<typeof startService>) => {
    const service = await startService(...options);
    services.push(service);
    return service;
  };
  try {
    const api = await start({
      name: "api",
      command: [path.join(server, "dist", "api.js")],
      cwd: home,
      env,
      ready: (line) => logged(line, "api ready")?.["url"],
    });
    await start({
      name: "worker",
      command: [path.join(server, "dist", "worker.js")],
      cwd: home,
      env,
      ready: (line) => logged(line, "worker ready")?.["msg"],
    });
    const port = String(await freePort());
    await start({
      name: "web",
      command: [path.join(web, "node_modules/next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", port],
      cwd: web,
      env: { TASTEMAKER_API_URL: api.answer, NEXT_TELEMETRY_DISABLED: "1" },
      ready: (line) => (line.includes("Ready in") ? line : undefined),
    });
    return { url: `http://127.0.0.1:${port}`, email, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The fields of a structured log line that says `message`. */
function logged(line: string, message: string): Record<string, string> | undefined {
  if (!line.startsWith("{")) return undefined;
  const entry: Record<string, string> = JSON.parse(line);
  return entry["msg"] === message ? entry : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("The system gave no port."));
      });
    });
  });
}
