import { ConflictError, NotFoundError } from "../errors/errors.js";
import type { Store } from "../process/open-store.js";
import { findDatasetByName, listDatasets } from "../queries/datasets.js";
import type { Dataset } from "../schemas/dataset.js";

/** @throws NotFoundError naming the data sets there are; ConflictError for one that is not ready */
export async function findReadyDataset({ db, projectId }: Store, name: string): Promise<Dataset> {
  const dataset = await findDatasetByName(db.prisma, { projectId, name });
  if (!dataset) {
    const ready = (await listDatasets(db.prisma, { projectId })).filter(({ status }) => status === "READY");
    const names = ready.map((other) => other.name);
    throw new NotFoundError(
      names.length > 0
        ? `There is no data set named "${name}". There are ${names.join(", ")}.`
        : `There is no data set named "${name}", nor any other. Import one with \`tastemaker import\`.`,
    );
  }
  if (dataset.status === "READY") return dataset;
  const why = dataset.error === null ? "" : `: ${dataset.error}`;
  throw new ConflictError(`The data set "${name}" is ${dataset.status}${why}. Only a READY one can be used.`);
}
