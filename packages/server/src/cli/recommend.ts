import { Command, Option } from "commander";
import { aliasName } from "../schemas/model.js";
import { parsePositiveInteger } from "./option-parsers.js";
import type { RecommendOptions } from "./recommend/recommend-options.js";

const help = `
Popularity answers for a user nobody knows, and where no version is promoted; each line says which.

Examples:
  $ tastemaker recommend --dataset demo --user u42 --k 5
  $ tastemaker recommend --dataset demo --user u42 --version 3 --json
`;

/** What the running system would answer, without one running. */
export function recommendCommand(signal: AbortSignal): Command {
  return new Command("recommend")
    .summary("show the best items for a user")
    .description("Show what a model version recommends to a user of an imported data set.")
    .requiredOption("--dataset <name>", "the data set")
    .requiredOption("--user <id>", "the user's id, as in the imported file")
    .addOption(new Option("--k <n>", "how many items").argParser(parsePositiveInteger).default(10))
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
    .option("--include-seen", "also items that the user has interacted with", false)
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (options: RecommendOptions) => {
      const { runRecommend } = await import("./recommend/run-recommend.js");
      await runRecommend(options, signal);
    });
}
