import { type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

/** What to spawn for the `tastemaker` command, run from its sources. */
export function cliCommand(
  args: readonly string[],
  { environment = {} }: CliOptions = {},
): { command: string; args: string[]; options: SpawnOptions } {
  const entry = fileURLToPath(new URL("./cli-entry.ts", import.meta.url));
  return {
    command: process.execPath,
    args: ["--conditions=@tastemaker/source", "--import=tsx", entry, ...args],
    options: {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    },
  };
}

/** Runs the `tastemaker` command, from its sources, as a process of its own. */
export function runCli(args: readonly string[], cliOptions: CliOptions = {}): Promise<CliResult> {
  const { command, args: all, options } = cliCommand(args, cliOptions);
  const child = spawn(command, all, options);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, stdout, stderr }));
  });
}
