import { readFile } from "node:fs/promises";

/** True where the process runs: neither gone nor a zombie that nobody has reaped. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, but not ours.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const state = await linuxState(pid);
  return state?.code !== "Z";
}

/**
 * True where the process may be a Postgres. After a restart of the machine or container another program can carry the
 * id of the last one; where the system has no /proc to ask, it may.
 */
export async function mayBePostgres(pid: number): Promise<boolean> {
  const state = await linuxState(pid);
  return state === undefined || state.name.startsWith("postgres");
}

/** From `/proc/<pid>/stat`: `pid (name) state …`. */
async function linuxState(pid: number): Promise<{ name: string; code: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const match = /\((.*)\) (\S)/s.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { name: match[1], code: match[2] };
}
