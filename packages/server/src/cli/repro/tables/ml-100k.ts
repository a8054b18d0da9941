import {
  type CompressedRows,
  defineFeatures,
  type FeatureRecords,
  fitFeatures,
  type Vocabulary,
} from "@tastemaker/core";
import { readTrainTest } from "@tastemaker/core/node";
import { measureRating } from "../rating-table.js";
import { type Measure, type Measurement, reproduction } from "../reproduction.js";

const folds = [1, 2, 3, 4, 5] as const;
type FoldFile = `train${(typeof folds)[number]}` | `test${(typeof folds)[number]}`;

const from = "https://grouplens.org/datasets/movielens/100k/ (ml-100k.zip)";
const source = "a reference SVD; tuned biased MF is published between .91 and .94";
const tuned = "The config is the best by RMSE on a random tenth of u1.base, its epochs included.";
const file = (path: string) => ({ paths: [`ml-100k/${path}`], from });

const bins = 20;
const inFiles = defineFeatures({
  users: {
    age: { kind: "numeric", bins },
    gender: { kind: "categorical" },
    occupation: { kind: "categorical" },
  },
  items: { year: { kind: "numeric", bins }, genres: { kind: "multi-valued" } },
});
const schema = defineFeatures({
  users: { ...inFiles.users, activity: { kind: "numeric", bins } },
  items: { ...inFiles.items, popularity: { kind: "numeric", bins } },
});

/** Ratings of films, with what is known of users and films. */
export const ml100k = reproduction({
  name: "ml-100k",
  title: "MovieLens 100K, folds u1 to u5",
  protocol: "RMSE and MAE of ratings from 1 to 5, each the mean of those of the five fixed folds.",
  files: {
    ...(Object.fromEntries(
      folds.flatMap((fold) => [
        [`train${fold}`, file(`u${fold}.base`)],
        [`test${fold}`, file(`u${fold}.test`)],
      ]),
    ) as Record<FoldFile, ReturnType<typeof file>>),
    users: file("u.user"),
    items: file("u.item"),
  },
  rows: [
    {
      name: "biased-mf",
      title: "Biased MF",
      model: "biased-mf",
      config: {
        ...{ learningRate: 0.0019, l2: 0.105, biasL2: 0.005 },
        ...{ embeddingDim: 32, batchSize: 1024, epochs: 29 },
      },
      seeds: [1],
      quick: true,
      targets: [{ metric: "rmse", published: 0.934, toReach: 0.934 }, { metric: "mae" }],
      source,
      explanation: tuned,
    },
    {
      name: "biased-mf-features",
      title: "Biased MF with side features",
      model: "biased-mf",
      withFeatures: true,
      config: {
        ...{ embeddingDim: 64, learningRate: 0.001, batchSize: 512, epochs: 24 },
        ...{ featureL2: 0.12, idDropout: 0 },
      },
      seeds: [1],
      targets: [{ metric: "rmse", published: 0.934, toReach: 0.9 }, { metric: "mae" }],
      source,
      explanation: `${tuned} Features are age, gender and occupation of users, year and genres of items, and how many training ratings each has.`,
    },
  ],
  async load({ users, items, ...paths }, { signal }) {
    const measures: Measure[] = [];
    for (const fold of folds) {
      const read = await readTrainTest(
        {
          train: paths[`train${fold}`],
          test: paths[`test${fold}`],
          features: { users, items, schema: inFiles },
        },
        { signal },
      );
      const train = read.train.interactions;
      const { features: known } = read;
      const features = fitFeatures(schema, {
        train,
        users: withCount("activity", known?.users?.records, { ids: train.users, rows: train.byUser }),
        items: withCount("popularity", known?.items?.records, { ids: train.items, rows: train.byItem }),
      });
      const split = { kind: "given", description: `MovieLens 100K, fold u${fold}` } as const;
      measures.push(measureRating({ train, test: read.test.interactions, split, features }));
    }
    return async (row, options) => {
      const measurements: Measurement[] = [];
      for (const measure of measures) measurements.push(await measure(row, options));
      return meanOf(measurements);
    };
  },
});

/** The mean of each metric over the folds, and the seconds of all. */
function meanOf(folds: readonly Measurement[]): Measurement {
  const names = Object.keys(folds[0]?.metrics ?? {});
  const mean = (name: string) =>
    folds.reduce((sum, { metrics }) => sum + (metrics[name] ?? Number.NaN), 0) / folds.length;
  return {
    metrics: Object.fromEntries(names.map((name) => [name, mean(name)])),
    seconds: folds.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Adds log(1 + ratings) to each record. */
function withCount(
  name: string,
  records: FeatureRecords | undefined,
  { ids, rows: { offsets } }: { readonly ids: Vocabulary; readonly rows: CompressedRows },
): FeatureRecords {
  return {
    get(id) {
      const index = ids.indexOf(id) ?? 0;
      const count = (offsets[index + 1] ?? 0) - (offsets[index] ?? 0);
      return { ...records?.get(id), [name]: Math.log1p(count) };
    },
  };
}
