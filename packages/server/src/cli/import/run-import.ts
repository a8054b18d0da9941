import { stat } from "node:fs/promises";
import { type ColumnMapping, UnreadableDataError } from "@tastemaker/core";
import { detectDataset } from "@tastemaker/core/node";
import { importDataset, importFile } from "../../datasets/import-files.js";
import type { StartedImport, ImportOptions as StartOptions } from "../../datasets/start-import.js";
import { readEnvironment } from "../../env.js";
import { openStore, type Store } from "../../process/open-store.js";
import { listRejectedRows } from "../../queries/rejected-rows.js";
import { datasetName } from "../../schemas/dataset.js";
import { UsageError } from "../errors.js";
import { describeDataset, followImport } from "./follow-import.js";
import type { ImportOptions } from "./import-options.js";
import { nameAfter } from "./name-after.js";

const maxShownRows = 5;

export async function runImport(path: string, options: ImportOptions, signal: AbortSignal): Promise<void> {
  const name = options.name ?? nameAfter(path);
  const parsed = datasetName.safeParse(name);
  if (!parsed.success) {
    throw new UsageError(`--name is "${name}": a data set's name has ${parsed.error.issues[0]?.message}.`);
  }
  const read = await chooseReader(path, options);
  const store = await openStore(readEnvironment());
  try {
    const { projectId } = store;
    const dataset = await followImport(
      name,
      { stream: process.stderr, withoutTerminal: "silent" },
      (onProgress) => read(store, { projectId, name, onProgress, signal }),
    );
    if (options.json) {
      process.stdout.write(`${JSON.stringify(dataset)}\n`);
      return;
    }
    process.stdout.write(`Imported ${name}: ${describeDataset(dataset)}.\n`);
    const page = { projectId, datasetId: dataset.id, limit: maxShownRows };
    for (const { line, reason } of await listRejectedRows(store.db.prisma, page)) {
      process.stdout.write(`  line ${line}: ${reason}\n`);
    }
  } finally {
    await store.close();
  }
}

type Reader = (store: Store, options: StartOptions) => Promise<StartedImport>;

async function chooseReader(path: string, options: ImportOptions): Promise<Reader> {
  const mapping = mappingOf(options);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UnreadableDataError(`There is no file or folder "${path}". Check the path.`);
  if (!found.isDirectory()) {
    const format = options.format ?? (mapping && "csv");
    return ({ db }, start) => importFile(db, { ...start, path, format, mapping });
  }
  if (mapping || options.format !== undefined) {
    throw new UsageError(
      `"${path}" is a folder, whose format its files tell: leave out --format and the columns.`,
    );
  }
  const detected = await detectDataset(path);
  return ({ db }, start) => importDataset(db, { ...start, detected });
}

function mappingOf({ user, item, value, timestamp }: ImportOptions): ColumnMapping | undefined {
  if (user === undefined && item === undefined && value === undefined && timestamp === undefined)
    return undefined;
  if (user === undefined || item === undefined) {
    throw new UsageError(
      "Columns are named together: give --user and --item, and --value and --timestamp where there are some.",
    );
  }
  return { user, item, ...(value !== undefined && { value }), ...(timestamp !== undefined && { timestamp }) };
}
