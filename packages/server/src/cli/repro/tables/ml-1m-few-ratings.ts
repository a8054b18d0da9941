import {
  comparePaired,
  createRandom,
  defineFeatures,
  type Evaluation,
  evaluateRating,
  fitFeatures,
  type Interactions,
  ReadingSession,
  sequencesOf,
} from "@tastemaker/core";
import { readFeatureFiles, readInteractionFile } from "@tastemaker/core/node";
import { type Measure, type Measurement, type Row, reproduction } from "../reproduction.js";
import { trainAndEvaluate } from "../train-and-evaluate.js";

const from = "https://grouplens.org/datasets/movielens/1m/ (ml-1m.zip)";
/** Up to whom the file of ratings lacks none, and no time. */
const lastCompleteUser = 2999;
const numHeldOut = 10;
const mostKept = 10;
const shareTruncated = 0.5;
const drawSeed = 1;

const schema = defineFeatures({
  users: {
    age: { kind: "numeric", bins: 7 },
    gender: { kind: "categorical" },
    occupation: { kind: "categorical" },
  },
  items: { genres: { kind: "multi-valued" }, year: { kind: "numeric", bins: 20 } },
});

const source = "no paper: our own comparison";
const tuned =
  "The config is the best of three by RMSE of the same procedure one step earlier, without the test ratings.";

const baseline: Row = {
  name: "biased-mf",
  title: "Biased MF",
  model: "biased-mf",
  config: { batchSize: 2048, learningRate: 0.003, l2: 0.15, epochs: 12 },
  seeds: [1],
  quick: true,
  targets: [{ metric: "rmse" }, { metric: "mae" }],
  source,
  explanation: tuned,
};

/** What features add where a user's own ratings say little. */
export const ml1mFewRatings = reproduction({
  name: "ml-1m-few-ratings",
  title: "MovieLens 1M, users with at most ten training ratings",
  protocol:
    "Users 1 to 2999; of each the last ten ratings by time are the test. Half of the users, drawn by a seed, keep of the others just their latest n, n drawn from 1 to 10: they alone are measured. `rmseDifference` is the RMSE less that of the model without features, `rmseDifferenceHigh` the upper end of its 95 % interval (paired bootstrap over users).",
  files: {
    ratings: { paths: ["ml-1m/ratings_partial.csv.gz", "ml-1m/ratings.csv"], from },
    users: { paths: ["ml-1m/users.dat"], from },
    items: { paths: ["ml-1m/movies.dat"], from },
  },
  rows: [
    baseline,
    {
      name: "biased-mf-features",
      title: "Biased MF with side features",
      model: "biased-mf",
      withFeatures: true,
      config: {
        ...{ batchSize: 1024, learningRate: 0.0015, l2: 0.15 },
        ...{ featureL2: 0.06, idDropout: 0, epochs: 10 },
      },
      seeds: [1],
      quick: true,
      targets: [
        { metric: "rmse" },
        { metric: "mae" },
        { metric: "rmseDifference", toReach: 0 },
        { metric: "rmseDifferenceHigh", toReach: 0 },
      ],
      source,
      explanation: `${tuned} Features are age, gender and occupation of users, genres and year of films.`,
    },
  ],
  async load({ ratings, ...featureFiles }, { signal }) {
    const session = new ReadingSession();
    const part = await readInteractionFile(session, ratings, {
      format: "csv",
      mapping: { user: "user", item: "movie", value: "rating", timestamp: "timestamp" },
      signal,
    });
    const known = await readFeatureFiles(session, { ...featureFiles, schema }, { signal });
    const result = session.result(part);
    const { train, test } = truncate(completeUsers(result.interactions));
    const { users, items } = known(result);
    const features = fitFeatures(schema, { train, users: users?.records, items: items?.records });
    const split = { kind: "given", description: "MovieLens 1M, users with few training ratings" } as const;

    const measure = async (
      row: Row,
      options: Parameters<Measure>[1],
    ): Promise<Measurement & { evaluation: Evaluation }> => {
      const evaluations: Evaluation[] = [];
      const measured = await trainAndEvaluate(row, {
        ...options,
        task: "rating",
        train,
        features: row.withFeatures ? features : undefined,
        evaluate: async (model) => {
          const evaluation = await evaluateRating(model, { test, split, signal: options.signal });
          evaluations.push(evaluation);
          return evaluation;
        },
      });
      return { ...measured, evaluation: evaluations[0] as Evaluation };
    };
    return async (row, options) => {
      const measured = await measure(row, options);
      if (!row.withFeatures) return measured;
      const without = await measure(baseline, options);
      const [compared] = await comparePaired(measured.evaluation, without.evaluation, {
        metrics: ["rmse"],
        seed: options.seed,
      });
      const { difference = Number.NaN, high = Number.NaN } = compared ?? {};
      return {
        ...measured,
        metrics: { ...measured.metrics, rmseDifference: difference, rmseDifferenceHigh: high },
      };
    };
  },
});

function where(data: Interactions, keep: (position: number) => boolean): Interactions {
  return data.select(Int32Array.from({ length: data.length }, (_, position) => position).filter(keep));
}

function completeUsers(data: Interactions): Interactions {
  const { users, userIndex } = data;
  return where(data, (position) => Number(users.idOf(userIndex[position] as number)) <= lastCompleteUser);
}

/** Each user's last ratings by time apart from the others. */
function allButLast(data: Interactions): { train: Interactions; test: Interactions } {
  const { offsets, order } = sequencesOf(data);
  const isLast = new Uint8Array(data.length);
  for (let user = 0; user < data.numUsers; user++) {
    const own = order.subarray(offsets[user], offsets[user + 1]);
    for (const position of own.subarray(Math.max(0, own.length - numHeldOut))) isLast[position] = 1;
  }
  return { train: where(data, (p) => isLast[p] === 0), test: where(data, (p) => isLast[p] === 1) };
}

/** Leaves half of the users little to learn from, and tests on them. */
function truncate(data: Interactions): { train: Interactions; test: Interactions } {
  const { train, test } = allButLast(data);
  const { offsets, order } = sequencesOf(train);
  const random = createRandom(drawSeed).fork("few interactions, test");
  const isDropped = new Uint8Array(train.length);
  const isTruncated = new Uint8Array(train.numUsers);
  for (let user = 0; user < train.numUsers; user++) {
    const own = order.subarray(offsets[user], offsets[user + 1]);
    if (own.length === 0 || random.uniform() >= shareTruncated) continue;
    isTruncated[user] = 1;
    const kept = 1 + random.integer(mostKept);
    for (const position of own.subarray(0, Math.max(0, own.length - kept))) isDropped[position] = 1;
  }
  return {
    train: where(train, (p) => isDropped[p] === 0),
    test: where(test, (p) => isTruncated[test.userIndex[p] as number] === 1),
  };
}
