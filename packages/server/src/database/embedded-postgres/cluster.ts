import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chmod, chown, constants, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { clusterIn, type Placement } from "./placement.js";

/** A prepared Postgres, running or not. */
export interface Cluster extends Placement {
  readonly dataDirectory: string;
  readonly logFile: string;
  /** Files named after the processes that use it. */
  readonly clientsDirectory: string;
  readonly password: string;
}

const secrets = z.object({ password: z.string().min(1) });

/** The cluster at its place, made with a new random password where there is none. Call it under the start lock. */
export async function openCluster(
  placement: Placement,
  onNotice: (message: string) => void,
): Promise<Cluster> {
  const directory = clusterIn(placement.directory);
  const exists = await access(directory).then(
    () => true,
    () => false,
  );
  if (!exists) {
    onNotice(`Preparing a Postgres in ${placement.directory}.`);
    await createCluster(placement, directory);
  }
  const clientsDirectory = path.join(directory, "clients");
  return {
    ...placement,
    dataDirectory: path.join(directory, "data"),
    logFile: path.join(directory, "postgres.log"),
    clientsDirectory,
    password: await readPassword(directory),
  };
}

async function readPassword(directory: string): Promise<string> {
  const file = path.join(directory, "secrets.json");
  try {
    return secrets.parse(JSON.parse(await readFile(file, "utf8"))).password;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `Cannot read ${file}: the database there belongs to another user, or the file is damaged. Start as the user who made it, or set TASTEMAKER_HOME to another folder.`,
      { cause },
    );
  }
}

/** Built aside and moved into place as a whole, so that a killed start leaves no half of one. */
async function createCluster(placement: Placement, directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  const { account } = placement;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.join(unfinished, "clients"), { recursive: true, mode: 0o755 });
  await ensureExecutable([placement.binaries.initdb, placement.binaries.postgres, placement.binaries.pgCtl]);
  const password = randomBytes(24).toString("base64url");
  const passwordFile = path.join(unfinished, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(unfinished, account.uid, account.gid);
  }
  await initialise(placement, path.join(unfinished, "data"), passwordFile);
  await rm(passwordFile);
  await writeFile(path.join(unfinished, "secrets.json"), JSON.stringify({ password }), { mode: 0o600 });
  await rename(unfinished, directory);
}

async function initialise(placement: Placement, dataDirectory: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${dataDirectory}`,
    `--pwfile=${passwordFile}`,
    "--username=tastemaker",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order and case rules on every platform, and prefix searches that any index serves.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const { code, output } = await run(placement.binaries.initdb, options, placement);
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `Postgres could not be prepared in ${placement.directory} (initdb ended with ${code}): ${output.trim()}. Mend that, set TASTEMAKER_HOME to another folder, or set DATABASE_URL to a Postgres of your own.`,
  );
}

/** Some installers drop the executable bit. */
async function ensureExecutable(files: readonly string[]): Promise<void> {
  for (const file of files) {
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
}

/** Runs one of Postgres' programs as its account; gives the exit code and all it wrote. */
export async function run(
  program: string,
  options: readonly string[],
  placement: Placement,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      ...placement.account,
      cwd: placement.directory,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
