import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ServiceOptions {
  readonly name: string;
  /** The program's file and its arguments, run by this Node. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Looks at each line that it prints; the first answer that is not undefined means that it is ready. */
  readonly ready: (line: string) => string | undefined;
}

export interface Service {
  /** What `ready` answered. */
  readonly answer: string;
  stop(): Promise<void>;
}

const readyWithinMs = 120_000;
const stopWithinMs = 15_000;
const keptLines = 40;

/** Starts a process and waits until it says that it is ready. @throws Error with its last lines where it ends before */
export async function startService({ name, command, cwd, env, ready }: ServiceOptions): Promise<Service> {
  const child = spawn(process.execPath, command, {
    cwd,
    env: {
      NODE_ENV: "production",
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const answer = await new Promise<string>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`${name} ${reason}.\n${lines.join("\n")}`));
    const timer = setTimeout(() => fail(`was not ready after ${readyWithinMs / 1000} s`), readyWithinMs);
    const read = (line: string) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      const found = ready(line);
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", read);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with status ${code}`);
    });
  }).catch(async (error: unknown) => {
    await stop(child);
    throw error;
  });
  return { answer, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  await ended;
  clearTimeout(timer);
}
