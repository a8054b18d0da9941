import { execFile } from "node:child_process";

export interface ProgramOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a status other than 0 is an outcome, not an error. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string },
): Promise<ProgramOutcome> {
  return new Promise((resolve, reject) => {
    const settings = { ...options, maxBuffer: 2 ** 26, shell: process.platform === "win32" };
    execFile(command, [...args], settings, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
