import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { ProcessEndedError } from "../errors.js";

export interface ProcessSpec {
  /** What people call it, such as `worker`; names its log. */
  readonly name: string;
  /** Node's arguments: a program and what it is given. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
}

interface Member {
  readonly name: string;
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
}

const guard = import.meta.resolve("./exit-with-parent.js");
const politeStopMs = 15_000;

/**
 * The Node processes of one system: each has a log of its own, all stop together, and the end of one is the end of
 * all. None survives the process that started it, however that ends.
 */
export class ProcessGroup {
  readonly #members: Member[] = [];
  readonly #logDirectory: string;
  #stopping = false;
  #reportFailure: (error: Error) => void = () => {};
  /** Rejects with ProcessEndedError when one ends that was not told to; otherwise never settles. */
  readonly failure: Promise<never>;

  constructor(logDirectory: string) {
    this.#logDirectory = logDirectory;
    mkdirSync(logDirectory, { recursive: true });
    this.failure = new Promise((_, reject) => {
      this.#reportFailure = reject;
    });
    this.failure.catch(() => {}); // whoever waits for it hears it
  }

  start({ name, args, environment, directory }: ProcessSpec): void {
    const logFile = this.#logFile(name);
    if (existsSync(logFile)) renameSync(logFile, path.join(this.#logDirectory, `${name}.previous.log`));
    const log = openSync(logFile, "w", 0o600);
    // In a process group of its own: Ctrl-C in a terminal must not reach it before its turn to stop.
    const child = spawn(process.execPath, [...process.execArgv, "--import", guard, ...args], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    const ended = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(signal ?? `status ${code}`));
    });
    this.#members.push({ name, child, ended });
    void ended.then((how) => {
      if (!this.#stopping) this.#reportFailure(this.#describeEnd(name, how));
    });
  }

  /** Stops the newest first: SIGTERM, and SIGKILL for one that does not listen. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const member of this.#members.splice(0).reverse()) {
      signalGroup(member.child, "SIGTERM");
      const timer = setTimeout(() => signalGroup(member.child, "SIGKILL"), politeStopMs);
      await member.ended;
      clearTimeout(timer);
    }
  }

  #logFile(name: string): string {
    return path.join(this.#logDirectory, `${name}.log`);
  }

  #describeEnd(name: string, how: string): ProcessEndedError {
    const lines = readFileSync(this.#logFile(name), "utf8").trimEnd().split("\n").slice(-15);
    const said = lines.join("\n") === "" ? "It said nothing." : `It said:\n${lines.join("\n")}`;
    return new ProcessEndedError(
      `The ${name} process ended unexpectedly (${how}), so everything was stopped. Its log is ${this.#logFile(name)}. ${said}`,
    );
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal); // no process groups on Windows
  }
}
