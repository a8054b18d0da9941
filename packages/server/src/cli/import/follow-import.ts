import type { ImportProgress } from "../../datasets/import-progress.js";
import type { StartedImport } from "../../datasets/start-import.js";
import type { Dataset } from "../../schemas/dataset.js";
import { type ProgressOptions, startProgress } from "../progress.js";

/** Draws an import's progress until its data set is READY. @throws why it failed */
export async function followImport(
  name: string,
  options: ProgressOptions,
  start: (onProgress: (progress: ImportProgress) => void) => Promise<StartedImport>,
): Promise<Dataset> {
  const progress = startProgress(`Importing ${name}`, options);
  try {
    const { finished } = await start(({ phase, bytesRead, bytesTotal, numRowsRead }) => {
      const rows = `${numRowsRead.toLocaleString("en")} rows`;
      progress.update(bytesRead, bytesTotal, phase === "storing" ? `${rows}, storing` : rows);
    });
    const dataset = await finished;
    progress.end(describeDataset(dataset));
    return dataset;
  } catch (error) {
    progress.end();
    throw error;
  }
}

/** `100,000 interactions of 943 users with 1,682 items` */
export function describeDataset({ numInteractions, numUsers, numItems, numRowsRejected }: Dataset): string {
  const [rows, users, items] = [numInteractions, numUsers, numItems].map((n) => n.toLocaleString("en"));
  const rejected =
    numRowsRejected > 0 ? `; ${numRowsRejected.toLocaleString("en")} rows could not be read` : "";
  return `${rows} interactions of ${users} users with ${items} items${rejected}`;
}
