import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));
const logLine = z.looseObject({ level: z.number(), msg: z.string().optional() });
export type LogLine = z.infer<typeof logLine>;

/** The `api` or `worker` program, run from its sources in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #output: string[] = [];
  readonly #lines: LogLine[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly program: "api" | "worker",
    environment: Readonly<Record<string, string>>,
  ) {
    const args = ["--conditions=@tastemaker/source", "--import", "tsx", `src/${program}.ts`];
    this.#child = spawn(process.execPath, args, {
      cwd: packageDirectory,
      env: { ...process.env, NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#ended = once(this.#child, "close").then(() => this.#wake());
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface(stream).on("line", (line) => this.#read(line));
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** All it has written. */
  get output(): string {
    return this.#output.join("\n");
  }

  /** The first log line of that message. @throws where the process ends without it */
  async logged(message: string): Promise<LogLine> {
    for (;;) {
      const found = this.#lines.find(({ msg }) => msg === message);
      if (found) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`${this.program} ended without logging "${message}":\n${this.output}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Its exit status; null where the signal itself ended it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    return this.ended();
  }

  async ended(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }

  #read(line: string): void {
    this.#output.push(line);
    const parsed = line.startsWith("{") ? logLine.safeParse(JSON.parse(line)) : undefined;
    if (parsed?.success) this.#lines.push(parsed.data);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
