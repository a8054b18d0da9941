import { Command, Option } from "commander";
import { UsageError } from "./errors.js";
import { parseThreads } from "./option-parsers.js";
import type { ReproOptions } from "./repro/repro-options.js";

const help = `
A row counts as reached where ours is at least the number to reach (for errors: at most). Its exit status is 0 when all
rows ran, reached or not. No data comes with the program: --list says who gives it away and where.

Examples:
  $ tastemaker repro --list
  $ tastemaker repro --quick --data ~/recsys-data
  $ tastemaker repro ml-1m-ncf/ease ml-1m-ncf/ials-64
  $ tastemaker repro --results results.json --document docs/reproduction.md
`;

/** Runs the tables of papers. */
export function reproCommand(signal: AbortSignal): Command {
  return new Command("repro")
    .summary("run published results and compare")
    .description(
      "Train the models of published tables on the papers' own splits, and print the published number, ours with its interval, the difference, and whether it is reached.",
    )
    .argument("[names...]", "tables or rows, such as ml-1m-ncf or ml-1m-ncf/ease; all unless given")
    .option("--data <dir>", "folder of the public data sets (default: TASTEMAKER_DATA, else ./data)")
    .option("--quick", "rows of at most 20 seconds only", false)
    .option("--list", "say what there is, and run nothing", false)
    .option("--backend <name>", "TensorFlow.js backend: auto, tensorflow, simd, wasm or cpu", "auto")
    .addOption(
      new Option("--threads <n>", "how many may work at once (default: all cores)").argParser(parseThreads),
    )
    .option("--results <file>", "JSON that keeps each row's result, also of earlier runs")
    .option("--document <file>", "Markdown with marks for each table, to be filled with all results kept")
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (names: string[], options: ReproOptions) => {
      if (options.document !== undefined && options.results === undefined)
        throw new UsageError(
          "--document is filled with all results that --results keeps: name the file of those too.",
        );
      const { runRepro } = await import("./repro/run-repro.js");
      await runRepro(names, options, signal);
    });
}
