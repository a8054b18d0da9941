import { TastemakerError } from "@tastemaker/core";
import { Command, CommanderError } from "commander";
import { doctorCommand } from "./doctor.js";
import { UsageError } from "./errors.js";
import { evaluateCommand } from "./evaluate.js";
import { experimentCommand } from "./experiment.js";
import { importCommand } from "./import.js";
import { recommendCommand } from "./recommend.js";
import { reproCommand } from "./repro.js";
import { serveCommand } from "./serve.js";
import { trainCommand } from "./train.js";
import { packageVersion } from "./version.js";

const commands = [
  importCommand,
  trainCommand,
  evaluateCommand,
  recommendCommand,
  serveCommand,
  doctorCommand,
  experimentCommand,
  reproCommand,
];

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The `tastemaker` command.
 *
 * @param args what follows the command's name
 * @returns the exit status: 0, 1 for an error, 2 for a command line that cannot be understood, 130 when interrupted
 */
export async function main(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  const interrupt = interrupter(interruption);
  for (const signal of signals) process.on(signal, interrupt);
  // A reader that has gone, such as `head` or a closed terminal, is no failure.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    await program(interruption.signal).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return commanderStatus(error);
    if (interruption.signal.aborted) return 130;
    process.stderr.write(`error: ${describe(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** Ends the work in order; told again, at once. A terminal and npm both pass the same Ctrl-C on, a moment apart. */
function interrupter(interruption: AbortController): () => void {
  let firstAt: number | undefined;
  return () => {
    firstAt ??= performance.now();
    interruption.abort();
    if (performance.now() - firstAt > 1000) process.exit(130);
  };
}

function program(signal: AbortSignal): Command {
  const root = new Command("tastemaker")
    .description("Train recommenders on your own interactions, know how good they are, and serve them.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show this help")
    .showHelpAfterError("(add --help to see what there is)")
    // Commands may have options of the same names, such as the --version of a model.
    .enablePositionalOptions()
    .exitOverride();
  for (const create of commands) root.addCommand(create(signal).copyInheritedSettings(root));
  return root;
}

/** Commander has written its message already. */
function commanderStatus(error: CommanderError): number {
  const isAnswer = ["commander.helpDisplayed", "commander.version"].includes(error.code);
  return isAnswer ? 0 : 2;
}

/** One line for what can be expected to go wrong, and the stack of what cannot. */
function describe(error: unknown): string {
  if (TastemakerError.isInstance(error)) return error.message;
  if (!(error instanceof Error)) return String(error);
  return isSystemError(error) ? error.message : `unexpected: ${error.stack ?? error.message}`;
}

/** A file that is missing, a disk that is full, … */
function isSystemError(error: Error): boolean {
  return "syscall" in error;
}
