import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeFormat } from "../../src/data/formats/attribute-format.js";
import { movielens1mItems, movielens1mUsers } from "../../src/data/formats/movielens-1m-attributes.js";
import { movielens100kItems, movielens100kUsers } from "../../src/data/formats/movielens-100k-attributes.js";
import type { Interactions } from "../../src/data/interactions.js";
import { leaveLastOut } from "../../src/data/splits/leave-last-out.js";
import { randomSplit } from "../../src/data/splits/random-split.js";
import { evaluateRanking } from "../../src/evaluation/evaluate-ranking.js";
import { evaluateRating } from "../../src/evaluation/evaluate-rating.js";
import { fixedCandidates } from "../../src/evaluation/fixed-candidates.js";
import type { MeasureFoldInOptions } from "../../src/evaluation/measure-fold-in.js";
import {
  defineFeatures,
  type FeatureRecord,
  type FeatureRecords,
} from "../../src/features/feature-schema.js";
import { type Features, fitFeatures } from "../../src/features/features.js";
import type { Task } from "../../src/models/model.js";
import { readInteractions } from "../../src/node/read-interactions.js";
import { readTrainTest } from "../../src/node/read-train-test.js";
import { UsageError } from "../harness/command-line.js";
import type { ProtocolName } from "./fold-in-measurements.js";

/** What fold-in is measured on, and by which metric. */
export interface FoldInProtocol extends Pick<MeasureFoldInOptions, "train" | "test" | "evaluate" | "share"> {
  /** What the table calls it. */
  readonly title: string;
  readonly task: Task;
  readonly metric: string;
  /** What is known of users and items, where files of it are there. */
  readonly known?: { readonly users: FeatureRecords; readonly items: FeatureRecords };
}

/** How the features of both MovieLens sets are read. */
const schema = defineFeatures({
  users: {
    age: { kind: "numeric", bins: 7 },
    gender: { kind: "categorical" },
    occupation: { kind: "categorical" },
  },
  items: { genres: { kind: "multi-valued" }, year: { kind: "numeric", bins: 20 } },
});

/** Features whose encoders learn from the users and items of `train`. @throws UsageError where there are no files */
export function featuresOf({ known }: FoldInProtocol, train: Interactions): Features {
  if (!known) throw new UsageError("This protocol has no files of features.");
  return fitFeatures(schema, { train, ...known });
}

const protocols: Readonly<Record<ProtocolName, (folder: string) => Promise<FoldInProtocol>>> = {
  async ncf(folder) {
    const path = (name: string) => join(folder, "ml-1m-ncf", name);
    const read = await readTrainTest({
      train: path("ml-1m.train.pairs.tsv"),
      test: path("ml-1m.test.rating"),
      negatives: path("ml-1m.test.negative"),
    });
    if (!read.negatives) throw new UsageError(`${folder} has no negatives.`);
    const { interactions: train } = read.train;
    const candidates = fixedCandidates(read.negatives.candidates);
    return {
      title: "NCF, NDCG@10",
      ...{ task: "ranking", metric: "ndcg@10", train, test: read.test.interactions },
      share: 0.05,
      known: ncfRecords(folder),
      evaluate: (scorer, test) =>
        evaluateRanking(scorer, {
          ...{ train, test, candidates, cutoffs: [10], threads: 1 },
          split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
        }),
    };
  },

  async "next-item"(folder) {
    const { interactions } = await readInteractions(join(folder, "ml-1m", "sasrec_style.txt"), {
      format: "pairs",
    });
    const { train, test, spec: split } = leaveLastOut(interactions, { ties: "last-row" });
    return {
      title: "next item, NDCG@10",
      ...{ task: "ranking", metric: "ndcg@10", train, test },
      share: 0.1,
      evaluate: (scorer, own) =>
        evaluateRanking(scorer, { train, test: own, split, cutoffs: [10], threads: 1 }),
    };
  },

  async ratings(folder) {
    const path = (name: string) => join(folder, "ml-100k", name);
    const { interactions } = await readInteractions(path("u.data"), { format: "movielens-100k" });
    const { train, test, spec: split } = randomSplit(interactions, { testFraction: 0.2, seed: 1 });
    return {
      title: "ratings, RMSE",
      ...{ task: "rating", metric: "rmse", train, test },
      share: 0.2,
      known: {
        users: recordsOf(path("u.user"), movielens100kUsers),
        items: recordsOf(path("u.item"), movielens100kItems),
      },
      evaluate: (scorer, own) => evaluateRating(scorer, { test: own, split }),
    };
  },
};

/** @param folder holds the public data sets */
export function readProtocol(name: ProtocolName, folder: string): Promise<FoldInProtocol> {
  return protocols[name](folder);
}

/** Features of users and films of MovieLens 1M by the ids of the NCF split: its users start at 0, its items are mapped. */
function ncfRecords(folder: string): NonNullable<FoldInProtocol["known"]> {
  const path = (name: string) => join(folder, "ml-1m", name);
  const [, ...rows] = readFileSync(join(folder, "ml-1m-ncf", "ml-1m.itemmap.tsv"), "utf-8")
    .trim()
    .split("\n");
  const itemOf = new Map(rows.map((row) => row.split("\t").reverse() as [string, string]));
  return {
    users: recordsOf(path("users.dat"), movielens1mUsers, (id) => String(Number(id) - 1)),
    items: recordsOf(path("movies.dat"), movielens1mItems, (id) => itemOf.get(id)),
  };
}

/** What the schema reads of a file, by id. */
function recordsOf(
  path: string,
  format: AttributeFormat,
  idOf: (id: string) => string | undefined = (id) => id,
): FeatureRecords {
  const names = new Set([...Object.keys(schema.users), ...Object.keys(schema.items)]);
  const lines = readFileSync(path, "latin1")
    .split("\n")
    .filter((line) => line !== "");
  const { separator } = format.dialect;
  return new Map(
    lines.flatMap((line): [string, FeatureRecord][] => {
      const row = format.parse(line.trimEnd().split(separator));
      const id = row.problem === undefined ? idOf(row.id) : undefined;
      if (row.problem !== undefined || id === undefined) return [];
      return [[id, Object.fromEntries(Object.entries(row.attributes).filter(([name]) => names.has(name)))]];
    }),
  );
}
