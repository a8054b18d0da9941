import { spawnSync } from "node:child_process";
import { EmbeddedPostgresError } from "../../errors/errors.js";

/** The operating-system user that Postgres runs as; `undefined` is the one we run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user `postgres`, made where there is none: Postgres refuses to run as root. Only root may call this.
 *
 * @throws EmbeddedPostgresError where the user cannot be made
 */
export function postgresAccount(): Account {
  const existing = lookUp();
  if (existing) return existing;
  const attempts: readonly [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]],
    ["adduser", ["-S", "-D", "-H", "-s", "/bin/false", "postgres"]], // BusyBox
  ];
  for (const [command, commandArguments] of attempts) {
    if (spawnSync(command, commandArguments, { stdio: "ignore" }).status === 0) break;
  }
  const made = lookUp();
  if (made) return made;
  throw new EmbeddedPostgresError(
    "Postgres refuses to run as root, and no user `postgres` could be made for it. Make one (useradd --system postgres), run as an ordinary user, or set DATABASE_URL to a Postgres of your own.",
  );
}

/** True where the account can work in the directory: it may enter every parent and write. */
export function canWorkIn(directory: string, account: Account): boolean {
  return run("/bin/sh", ["-c", 'cd "$1" && test -w .', "sh", directory], account);
}

/** True where the account can run the program. */
export function canRun(program: string, account: Account): boolean {
  return run(program, ["--version"], account);
}

function run(command: string, commandArguments: string[], account: Account): boolean {
  return spawnSync(command, commandArguments, { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

function lookUp(): Account | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { status, stdout } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
    return status === 0 ? Number.parseInt(stdout, 10) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
