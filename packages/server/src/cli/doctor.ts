import { Command } from "commander";

const help = `
Example:
  $ tastemaker doctor
`;

/** Says what of the system runs here, what is missing and how to get it. */
export function doctorCommand(signal: AbortSignal): Command {
  return new Command("doctor")
    .summary("say what runs here, what is missing and how to get it")
    .description(
      "Look at Node, the training backends, Postgres, ports, folders and the browser for tests. Ends with status 1 when something needed is missing.",
    )
    .addHelpText("after", help)
    .action(async () => {
      const { runDoctor } = await import("./doctor/run-doctor.js");
      await runDoctor(signal);
    });
}
