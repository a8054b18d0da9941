import { rowOf } from "../data/compressed-rows.js";
import { hashInteractions } from "../data/data-hash.js";
import type { Interactions } from "../data/interactions.js";
import type { Labelling } from "../data/labelling.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { ContextRecords } from "../features/features.js";
import { averagePopularity } from "../metrics/average-popularity.js";
import { calibrationError } from "../metrics/calibration-error.js";
import { catalogueCoverage } from "../metrics/catalogue-coverage.js";
import { gini } from "../metrics/gini.js";
import { intraListDiversity } from "../metrics/intra-list-diversity.js";
import { cooccurrenceSimilarity, type ItemSimilarity } from "../metrics/item-similarity.js";
import { novelty } from "../metrics/novelty.js";
import type { Scorer } from "../models/model.js";
import { recommendMany } from "../retrieval/recommend-many.js";
import type { Evaluation, EvaluationProgress } from "./evaluation.js";
import { hashParts } from "./hash-parts.js";
import { itemPopularity } from "./item-popularity.js";
import { byMoment, momentsOf } from "./moments.js";
import type { Protocol, SplitSpec } from "./protocol.js";

/** What lists are measured on. */
export interface EvaluateListsOptions {
  /** What each user already has: not recommended to him again, and what popularity is counted in. */
  readonly train: Interactions;
  /** Whose lists are looked at, such as the `users` of an evaluation. */
  readonly users: Int32Array;
  /** Items of a list. */
  readonly k: number;
  /** How the training data was divided from the test; recorded in the protocol. */
  readonly split: SplitSpec;
  /** The context that each user's list is made in, by his userIndex, which a model with features of context needs. */
  readonly contextOf?: ContextRecords | undefined;
  /** What makes a list diverse: co-occurrence in train unless set. */
  readonly similarity?: ItemSimilarity | undefined;
  /** Labels of items, such as genres: gives `calibrationError`. */
  readonly categories?: Labelling | undefined;
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: ((progress: EvaluationProgress) => void) | undefined;
}

/** Its metrics are `coverage@k` and `gini@k` of all lists, and means over users, which alone are in `perUser`. */
export interface ListEvaluation extends Evaluation {
  readonly k: number;
  /** [numItems] in how many lists each item stands */
  readonly exposure: Int32Array;
  /** [numItems] how many users each item has in train */
  readonly popularity: Int32Array;
}

/** Users whose lists are held at once. */
const usersPerBlock = 4096;

/**
 * What a model recommends, beyond whether it is right: the best k items of the catalogue for each user, less his
 * training items, whatever candidates accuracy is measured among.
 *
 * `coverage@k`, `gini@k`: of all lists. `novelty@k`, `diversity@k`, `popularity@k`, `calibrationError@k`: means over
 * users. O(users · k), and for co-occurrence the users of those items. The protocol records, beside what an evaluation
 * of rankings does, hashes of the training data, the similarity and the categories.
 *
 * @throws InvalidInteractionsError without users or for a model that reads context where none is given, and what
 *   `recommendMany` throws
 */
export async function evaluateLists(scorer: Scorer, options: EvaluateListsOptions): Promise<ListEvaluation> {
  const { train, users, k, split, contextOf, threads, signal, onProgress } = options;
  if (users.length === 0) throw new InvalidInteractionsError("There are no users to make lists for.");
  const popularity = itemPopularity(train);
  const similarity = options.similarity ?? cooccurrenceSimilarity(train.byItem, train.numUsers);
  const measures = createMeasures({ ...options, similarity }, popularity);
  const exposure = new Int32Array(train.numItems);
  const moments =
    contextOf &&
    (await momentsOf(users.length, { get: (position) => contextOf.get(users[position] as number) }));
  let done = 0;
  for (const { scorer: atMoment, positions } of byMoment(scorer, users.length, moments)) {
    for (let start = 0; start < positions.length; start += usersPerBlock) {
      const block = positions.subarray(start, start + usersPerBlock);
      const own = block.map((position) => users[position] as number);
      const lists = await recommendMany(atMoment, { users: own, k, exclude: train.byUser, threads, signal });
      for (const [row, recommended] of lists.entries()) {
        const list = Int32Array.from(recommended, ({ itemIndex }) => itemIndex);
        for (const item of list) exposure[item] = (exposure[item] as number) + 1;
        for (const { measure, values } of measures)
          values[block[row] as number] = measure(list, own[row] as number);
      }
      done += block.length;
      onProgress?.({ done, total: users.length });
    }
  }
  return {
    metrics: {
      [`coverage@${k}`]: catalogueCoverage(exposure),
      [`gini@${k}`]: gini(exposure),
      ...Object.fromEntries(measures.map(({ key, values }) => [key, mean(values)])),
    },
    perUser: new Map(measures.map(({ key, values }) => [key, values])),
    users,
    userWeights: new Int32Array(users.length).fill(1),
    numEvaluated: users.length,
    protocol: {
      task: "ranking",
      split,
      candidates: { kind: "full" },
      // The rule of `recommend`.
      ties: "lowest-item-index",
      cutoffs: [k],
      ...(moments && { context: moments.hash }),
      lists: await hashMeasures({ ...options, similarity }),
    },
    sampled: false,
    k,
    exposure,
    popularity,
  };
}

interface ListMeasure {
  readonly key: string;
  readonly measure: (list: Int32Array, userIndex: number) => number;
  /** [users] */
  readonly values: Float32Array;
}

type MeasuredBy = EvaluateListsOptions & { readonly similarity: ItemSimilarity };

/** Popularity, and with it novelty, and the histories of users are the training data's. */
async function hashMeasures({
  train,
  similarity,
  categories,
}: MeasuredBy): Promise<NonNullable<Protocol["lists"]>> {
  return {
    train: await hashInteractions(train),
    similarity: await similarity.hash(),
    ...(categories && {
      categories: await hashParts([JSON.stringify(categories.names), categories.offsets, categories.labels]),
    }),
  };
}

function createMeasures(
  { train, users, k, similarity, categories }: MeasuredBy,
  popularity: Int32Array,
): readonly ListMeasure[] {
  const audience = { popularity, numUsers: countActiveUsers(train) };
  const measures: Record<string, ListMeasure["measure"]> = {
    novelty: (list) => novelty(list, audience),
    diversity: (list) => intraListDiversity(list, similarity),
    popularity: (list) => averagePopularity(list, popularity),
    ...(categories && {
      calibrationError: (list, user) => calibrationError(rowOf(train.byUser, user), list, categories),
    }),
  };
  return Object.entries(measures).map(([name, measure]) => ({
    key: `${name}@${k}`,
    measure,
    values: new Float32Array(users.length),
  }));
}

function countActiveUsers({ byUser: { offsets }, numUsers }: Interactions): number {
  let active = 0;
  for (let user = 0; user < numUsers; user++)
    if ((offsets[user + 1] as number) > (offsets[user] as number)) active++;
  return active;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
