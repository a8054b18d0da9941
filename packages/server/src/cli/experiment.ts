import { featureKindNames, interactionFormats, modelRegistry } from "@tastemaker/core";
import { Command, Option } from "commander";
import type { ExperimentOptions } from "./experiment/experiment-options.js";
import { namesOfReaders } from "./experiment/feature-files.js";
import { validationKinds } from "./experiment/validation-kinds.js";
import { modelsHelp } from "./models-help.js";
import {
  collectReportFile,
  collectSetting,
  parseBaselines,
  parseConfigJson,
  parseCutoffs,
  parsePositiveInteger,
  parseSeed,
  parseThreads,
} from "./option-parsers.js";
import { refuseCutoffsOfRatings } from "./refuse-cutoffs.js";

const help = () => `
Formats:
${Object.values(interactionFormats)
  .map(({ name, summary }) => `  ${name.padEnd(15)} ${summary}`)
  .join("\n")}
  Without --format each file's is found from its first lines. Lines that cannot be read are counted and reported.
  Negatives are lines of (user,item), then items, separated by tabs, as the NCF paper publishes them.

Users and items that only the test or negatives file has count like all others, and the model has learned nothing of
them: no test row is left out.

With --search the config is tuned on a part held out of the training file: the default and N − 1 drawn from what the
model declares, without the fields that --config and --set give. The best is then trained on the whole training file and
measured on the test file, once. Give every model that you compare the same N.

With --report the run is held against baselines, trained and measured on the same files, with intervals, paired tests,
slices and checks. With --search each baseline is tuned by the same N.

Features are read by models that can: ${namesOfReaders().join(", ")}.
  A CSV has the id in its first column, or in one named like user_id or item_id. Parts separated by | are several
  values; a schema looks like {"users": {"age": {"kind": "numeric", "bins": 10}}, "items": {"tags": {"kind":
  "multi-valued"}}}, with the kinds ${featureKindNames.join(", ")}.
  Of a side that the schema names, other columns are left out; a side that it does not name is guessed.
  Users and items that only these files have are known too, and scored by their features.
  Features of context, such as the hour of an interaction, are the library's: no file holds them.

${modelsHelp({ hasSearch: true })}

Examples:
  $ tastemaker experiment --train ratings.csv --test held-out.csv --model biased-mf --task rating
  $ tastemaker experiment --train train.tsv --test test.tsv --negatives test.negative --model neumf --set epochs=10
  $ tastemaker experiment --train train.csv --test test.csv --model ials --search 20 --search-log ials-search.json
  $ tastemaker experiment --train train.csv --test test.csv --model neumf --report report.html --report report.json
  $ tastemaker experiment --train train.tsv --test test.tsv --model popularity --k 5,10,20 --json > result.json
  $ tastemaker experiment --train u1.base --test u1.test --model biased-mf --task rating --user-features u.user --item-features u.item
`;

/** Trains and evaluates on given files, without a database. */
export function experimentCommand(signal: AbortSignal): Command {
  return new Command("experiment")
    .summary("train and evaluate a model on files, without a database")
    .description(
      "Train a model on one file, evaluate it on another, and print how good it is. Needs no database and stores nothing.",
    )
    .requiredOption("--train <file>", "interactions to train on")
    .requiredOption("--test <file>", "interactions to evaluate on")
    .requiredOption("--model <name>", [...modelRegistry.keys()].join(", "))
    .option("--negatives <file>", "candidates of each test user; without it the whole catalogue is ranked")
    .option("--user-features <file>", "what is known of users: a CSV with a header, u.user or users.dat")
    .option("--item-features <file>", "what is known of items: a CSV with a header, u.item or movies.dat")
    .option(
      "--feature-schema <file>",
      "JSON that says what the columns are; without it they are guessed and shown",
    )
    .addOption(
      new Option("--format <format>", "of the train and test files").choices(Object.keys(interactionFormats)),
    )
    .addOption(
      new Option("--task <task>", "predict ratings or rank items")
        .choices(["rating", "ranking"])
        .default("ranking"),
    )
    .option("--config <json>", "the model's config, over the defaults of the task", parseConfigJson)
    .option("--set <name=value>", "one field of the config; may be repeated", collectSetting)
    .addOption(
      new Option("--k <list>", "cut-offs of the ranking metrics")
        .argParser(parseCutoffs)
        .default([10, 20], "10,20"),
    )
    .addOption(new Option("--seed <n>", "of everything random").argParser(parseSeed).default(1))
    .option("--backend <name>", "TensorFlow.js backend: auto, tensorflow, simd, wasm or cpu", "auto")
    .addOption(
      new Option("--threads <n>", "how many may work at once (default: all cores)").argParser(parseThreads),
    )
    .addOption(new Option("--search <n>", "tune by trying n configurations").argParser(parsePositiveInteger))
    .addOption(
      new Option(
        "--search-strategy <name>",
        "try all in full, or drop the worse ones early (default: random)",
      ).choices(["random", "successive-halving"]),
    )
    .option("--search-log <file>", "keeps the trials; a search that was stopped goes on from it")
    .addOption(
      new Option(
        "--validation <kind>",
        "what the search holds out: each user's latest row, one random row per user, or a random tenth (default: latest for rankings, random for ratings)",
      ).choices(validationKinds),
    )
    .addOption(
      new Option(
        "--validation-ties <rule>",
        "which of several rows at a user's latest time is the latest (default: last-row)",
      ).choices(["first-row", "last-row", "highest-item-index", "lowest-item-index"]),
    )
    .addOption(
      new Option(
        "--report <file>",
        "write an honesty report: .html, .md or .json by its extension; may be repeated",
      )
        .argParser(collectReportFile)
        .default([], "none"),
    )
    .addOption(
      new Option(
        "--baselines <names>",
        "what the report holds the model against, separated by commas, or none (default: popularity,item-knn,ease,ials, or biased-mf,funk-svd for ratings)",
      ).argParser(parseBaselines),
    )
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (options: ExperimentOptions, command: Command) => {
      refuseCutoffsOfRatings(options, command);
      const { runExperiment } = await import("./experiment/run-experiment.js");
      await runExperiment(options, signal);
    });
}
