import { modelRegistry } from "@tastemaker/core";
import { Command, Option } from "commander";
import { aliasName } from "../schemas/model.js";
import { modelsHelp } from "./models-help.js";
import {
  collectSetting,
  parseConfigJson,
  parseCutoffs,
  parsePositiveInteger,
  parseSeed,
} from "./option-parsers.js";
import { refuseCutoffsOfRatings } from "./refuse-cutoffs.js";
import type { TrainOptions } from "./train/train-options.js";

const help = () => `
${modelsHelp({ hasSearch: false })}

Examples:
  $ tastemaker train --dataset demo --model neumf --set epochs=10 --promote
  $ tastemaker train --dataset ratings --model biased-mf --task rating --split random --test-fraction 0.1
`;

/** Queues a run on an imported data set, trains it here or waits for a worker, and shows how it goes. */
export function trainCommand(signal: AbortSignal): Command {
  return new Command("train")
    .summary("train a model on an imported data set")
    .description(
      "Train a model on a data set of the store: the same run as one started in the admin app. Prints the metrics on held-out interactions, and the version made.",
    )
    .requiredOption("--dataset <name>", "the data set")
    .requiredOption("--model <name>", [...modelRegistry.keys()].join(", "))
    .addOption(
      new Option("--task <task>", "predict ratings or rank items")
        .choices(["rating", "ranking"])
        .default("ranking"),
    )
    .option("--config <json>", "the model's config, over the defaults of the task", parseConfigJson)
    .option("--set <name=value>", "one field of the config; may be repeated", collectSetting)
    .addOption(
      new Option("--split <kind>", "how the test part is divided off")
        .choices(["leave-last-out", "random", "n-held-out"])
        .default("leave-last-out"),
    )
    .addOption(new Option("--test-fraction <x>", "of --split random (0.2)").argParser(Number))
    .addOption(new Option("--per-user <n>", "of --split n-held-out (5)").argParser(parsePositiveInteger))
    .addOption(
      new Option("--k <list>", "cut-offs of the ranking metrics")
        .argParser(parseCutoffs)
        .default([10, 20], "10,20"),
    )
    .addOption(new Option("--seed <n>", "of everything random").argParser(parseSeed).default(1))
    .addOption(
      new Option("--promote [alias]", "let the alias name the new version")
        .choices(aliasName.options)
        .preset("production"),
    )
    .option("--no-worker", "leave the training to the workers that run already")
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (options: TrainOptions, command: Command) => {
      refuseCutoffsOfRatings(options, command);
      const { runTrain } = await import("./train/run-train.js");
      await runTrain(options, signal);
    });
}
