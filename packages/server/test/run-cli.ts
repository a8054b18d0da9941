import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunCliOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the `tastemaker` command, from its sources, as a process of its own. */
export function runCli(
  args: readonly string[],
  { environment = {} }: RunCliOptions = {},
): Promise<CliResult> {
  const entry = fileURLToPath(new URL("./cli-entry.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@tastemaker/source", "--import=tsx", entry, ...args], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, stdout, stderr }));
  });
}
