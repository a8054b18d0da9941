import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./repository.mjs";

// turbo looks for pnpm on the path.
const binaries = path.join(root, "node_modules", ".bin");

/** Nobody is told that somebody builds Tastemaker. */
const quiet = {
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  DO_NOT_TRACK: "1",
};

/**
 * Runs a program on this terminal, without input. A signal meant to stop this process stops the program first.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, output?: "inherit" | "ignore" }} [options]
 * @returns {Promise<number>} its exit status; 127 where it does not exist, 128 and more for a signal
 */
export function runCommand(command, args, { cwd = root, env = {}, output = "inherit" } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env.PATH}`, ...quiet, ...env },
      stdio: ["ignore", output, output],
      shell: process.platform === "win32",
    });
    let interrupted = false;
    const forward = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    process.on("SIGTERM", forward).on("SIGINT", forward);
    const end = (status) => {
      process.off("SIGTERM", forward).off("SIGINT", forward);
      if (interrupted) process.exit(status === 0 ? 130 : status);
      resolve(status);
    };
    child.once("error", () => end(127));
    child.once("exit", (code, signal) => end(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
