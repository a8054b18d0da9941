import { Command, Option } from "commander";
import { aliasName } from "../schemas/model.js";
import type { EvaluateOptions } from "./evaluate/evaluate-options.js";
import { parseCutoffs, parsePositiveInteger } from "./option-parsers.js";

const help = `
The test part is the one that the version's own run held out, and never trained on. Metrics at other cut-offs than the
run's belong to another protocol, and are not to be compared with those of the run.

Examples:
  $ tastemaker evaluate --dataset demo
  $ tastemaker evaluate --dataset demo --version 2 --k 5,50 --json
`;

/** Measures a stored model version again, with confidence intervals. */
export function evaluateCommand(signal: AbortSignal): Command {
  return new Command("evaluate")
    .summary("measure a model version on its held-out interactions")
    .description(
      "Measure a model version of the store on the interactions that its run held out, with 95 % intervals.",
    )
    .requiredOption("--dataset <name>", "the data set")
    .addOption(
      new Option("--version <n>", "a model version by its number")
        .argParser(parsePositiveInteger)
        .conflicts("alias"),
    )
    .addOption(
      new Option("--alias <name>", "a model version by its alias")
        .choices(aliasName.options)
        .default("production"),
    )
    .addOption(
      new Option("--k <list>", "cut-offs of the ranking metrics; else those of the run").argParser(
        parseCutoffs,
      ),
    )
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (options: EvaluateOptions) => {
      const { runEvaluate } = await import("./evaluate/run-evaluate.js");
      await runEvaluate(options, signal);
    });
}
