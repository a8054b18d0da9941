import type { z } from "zod";
import type { ArtifactStore } from "../artifacts/artifact-store.js";
import type { Database } from "../database/open-database.js";
import { ConflictError, NotFoundError } from "../errors/errors.js";
import { getItemTitles } from "../queries/dataset-items.js";
import { findDatasetByName } from "../queries/datasets.js";
import { getModelVersion, type StoredModelVersion } from "../queries/model-versions.js";
import type { Dataset } from "../schemas/dataset.js";
import type { aliasName } from "../schemas/model.js";
import type { Recommendations, recommendInput } from "../schemas/recommend.js";
import { AliasTable } from "./alias-table.js";
import { LeaseCache } from "./lease-cache.js";
import { type ListRequest, type RankedItem, rankByModel, rankByPopularity } from "./rank-items.js";
import { loadServedDataset, type ServedDataset } from "./served-dataset.js";
import { loadServedModel, type ServedModel } from "./served-model.js";

export interface RecommenderOptions {
  readonly db: Database;
  /** For the connection that hears of promotions. */
  readonly databaseUrl: string;
  readonly artifacts: ArtifactStore;
  /** Most model versions in memory at once; 8 unless set. */
  readonly maxModels?: number;
  /** Most data sets in memory at once; 4 unless set. */
  readonly maxDatasets?: number;
}

type RecommendParams = z.infer<typeof recommendInput> & { readonly projectId: string };

/**
 * Answers who should see what, from models and data sets that it loads on first use and keeps in memory. A request
 * then costs the scoring of one user, two point queries, and the titles of k items.
 */
export class Recommender {
  readonly #db: Database;
  readonly #models: LeaseCache<ServedModel>;
  readonly #datasets: LeaseCache<ServedDataset>;

  private constructor(
    { db, artifacts, maxModels = 8, maxDatasets = 4 }: RecommenderOptions,
    private readonly aliases: AliasTable,
  ) {
    this.#db = db;
    this.#models = new LeaseCache({
      capacity: maxModels,
      load: (artifactKey) => loadServedModel(artifacts, { artifactKey }),
      dispose: ({ model }) => model.dispose(),
    });
    this.#datasets = new LeaseCache({
      capacity: maxDatasets,
      load: (datasetId) => loadServedDataset(db, { datasetId }),
    });
  }

  /** @throws DatabaseUnreachableError */
  static async start(options: RecommenderOptions): Promise<Recommender> {
    return new Recommender(options, await AliasTable.start(options.db, options.databaseUrl));
  }

  /**
   * The best k items for a user, best first; fewer where the catalogue has no more. Popularity answers for a user that
   * the model does not know, and where no version is promoted.
   *
   * @throws NotFoundError for an unknown data set or version, ConflictError for a data set that is not ready,
   *   CorruptArtifactError
   */
  async recommend({ projectId, ...request }: RecommendParams): Promise<Recommendations> {
    const dataset = await this.#readyDataset(projectId, request.dataset);
    const version = await this.#versionOf(projectId, dataset, request.model);
    const ranked = await this.#datasets.use(dataset.id, (served) => this.#rank(version, served, request));
    const itemIds = ranked.map(({ itemId }) => itemId);
    const titles = await getItemTitles(this.#db.prisma, { projectId, datasetId: dataset.id, itemIds });
    return {
      items: ranked.map((item) => ({ ...item, title: titles.get(item.itemId) ?? null })),
      modelVersion: version && { id: version.id, version: version.version, modelName: version.modelName },
    };
  }

  /** The alias may name another version now. */
  forgetAlias(alias: { datasetId: string; alias: z.infer<typeof aliasName> }): void {
    this.aliases.forget(alias);
  }

  async close(): Promise<void> {
    await this.aliases.close();
    this.#models.clear();
    this.#datasets.clear();
  }

  async #readyDataset(projectId: string, name: string): Promise<Dataset> {
    const dataset = await findDatasetByName(this.#db.prisma, { projectId, name });
    if (!dataset) {
      throw new NotFoundError(`There is no data set named "${name}". Import it, or correct the name.`);
    }
    if (dataset.status !== "READY") {
      throw new ConflictError(
        `The data set "${name}" is ${dataset.status}: it has nothing to recommend yet.`,
      );
    }
    return dataset;
  }

  async #versionOf(
    projectId: string,
    dataset: Dataset,
    model: RecommendParams["model"],
  ): Promise<StoredModelVersion | null> {
    if ("alias" in model) {
      return this.aliases.find({ projectId, datasetId: dataset.id, alias: model.alias });
    }
    const { modelVersionId } = model;
    const version = await getModelVersion(this.#db.prisma, { projectId, modelVersionId });
    if (version.datasetId === dataset.id) return version;
    throw new NotFoundError(
      `The model version ${modelVersionId} is of the data set "${version.datasetName}", not of "${dataset.name}".`,
    );
  }

  async #rank(
    version: StoredModelVersion | null,
    dataset: ServedDataset,
    request: ListRequest,
  ): Promise<RankedItem[]> {
    const byModel = version
      ? await this.#models.use(version.artifactKey, (model) => rankByModel(model, dataset, request))
      : [];
    const listed = new Set(byModel.map(({ itemId }) => itemId));
    const rest = { ...request, k: request.k - byModel.length };
    return [...byModel, ...rankByPopularity(dataset, rest, listed)];
  }
}
