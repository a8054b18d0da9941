import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { ReadyContender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";

export interface ProcessContenderOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly unitsPerRun: number;
  /** Said where the process answers that a package is missing. */
  readonly howToGetIt: string;
}

interface Answer {
  readonly missing?: string;
  readonly seconds?: number;
  readonly result?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * A contender in a process of its own, which sets up, waits for its turns and times its own work. `peer.py` and
 * `serve-runs.ts` are the other end of the conversation.
 */
export async function startProcess(options: ProcessContenderOptions): Promise<ReadyContender> {
  const child = spawn(options.command, options.arguments, {
    stdio: "pipe",
    env: { ...process.env, ...options.environment },
  });
  const conversation = new Conversation(child);
  const first = await conversation.next();
  if (first.missing !== undefined) {
    child.kill();
    throw new NotInstalledError(first.missing, options.howToGetIt);
  }
  return {
    unitsPerRun: options.unitsPerRun,
    async run() {
      child.stdin.write("run\n");
      const { seconds, result = Number.NaN, facts } = await conversation.next();
      return { seconds, result, facts: texts({ ...first.facts, ...facts }) };
    },
    dispose() {
      child.kill();
    },
  };
}

const texts = (facts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, String(value)]));

/** One line asked, one line answered. */
class Conversation {
  readonly #lines: AsyncIterator<string>;
  #errors = "";

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on("data", (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-2000);
    });
    child.on("error", (error) => {
      this.#errors = error.message;
    });
    // A write to a process that has ended is answered by `next`, with what the process said.
    child.stdin.on("error", () => {});
  }

  /** @throws Error with what the process wrote last, where it has ended */
  async next(): Promise<Answer> {
    for (;;) {
      const line = await this.#lines.next();
      if (line.done) throw new Error(lastWords(this.#errors));
      if (line.value.startsWith("{")) return JSON.parse(line.value) as Answer;
    }
  }
}

/** The line that names the error: the last of a Python traceback, the first "Error:" of Node's. */
function lastWords(text: string): string {
  const lines = text.trim().split("\n");
  const error = lines.findLast((line) => /^\w*Error\b/.test(line.trim()));
  return error?.trim() || lines.at(-1) || "the process ended without a word";
}
