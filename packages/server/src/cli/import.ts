import { interactionFormats } from "@tastemaker/core";
import { Command, Option } from "commander";
import type { ImportOptions } from "./import/import-options.js";

const help = () => `
Formats:
${Object.values(interactionFormats)
  .map(({ name, summary }) => `  ${name.padEnd(15)} ${summary}`)
  .join("\n")}
  Without --format a file's is found from its first lines, and a folder's from the names of its files.

Rows that cannot be read are kept with line and reason, and the rest is imported. A file that is no data at all changes
nothing in the store.

Examples:
  $ tastemaker import ratings.csv --name shop
  $ tastemaker import export.tsv --name shop --user customer --item sku --timestamp bought_at
  $ tastemaker import ~/ml-100k
`;

/** Reads a file, or the data set of a folder, into the store. */
export function importCommand(signal: AbortSignal): Command {
  return new Command("import")
    .summary("import interactions into the store")
    .description("Import a file of interactions, or the data set found in a folder, into the store.")
    .argument("<path>", "the file or folder; gzip is decompressed")
    .option("--name <name>", "what to call the data set; else it is named after the file or folder")
    .addOption(new Option("--format <format>", "of the file").choices(Object.keys(interactionFormats)))
    .option("--user <column>", "the column of the user, in a file with a header")
    .option("--item <column>", "the column of the item")
    .option("--value <column>", "the column of the rating or weight")
    .option("--timestamp <column>", "the column of the time: seconds since 1970, or ISO 8601")
    .option("--json", "one JSON object on stdout, and nothing else", false)
    .addHelpText("after", help)
    .action(async (path: string, options: ImportOptions) => {
      const { runImport } = await import("./import/run-import.js");
      await runImport(path, options, signal);
    });
}
