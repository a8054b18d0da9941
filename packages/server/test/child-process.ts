import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));

/** A program of this folder, run from its source in a process of its own; its errors go to the test's own stderr. */
export class TestProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string, args: readonly string[]) {
    this.#child = spawn(
      process.execPath,
      ["--conditions=@tastemaker/source", "--import", "tsx", `test/${program}.ts`, ...args],
      { cwd: packageDirectory, stdio: ["ignore", "pipe", "inherit"] },
    );
    const { stdout } = this.#child;
    if (!stdout) throw new Error("the process has no output to read");
    this.#lines = createInterface(stdout)[Symbol.asyncIterator]();
  }

  /** Its next line. @throws where it ends without one */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the process ended early with ${this.#child.exitCode}`);
    return value;
  }

  /** Signals it and waits for its end. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }
}
