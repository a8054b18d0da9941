/**
 * What features of users and items add for users of whom little is known: biased MF with and without them on the
 * ratings of MovieLens 1M, held against each other on users with at most ten training ratings.
 *
 *   npx tsx --conditions=@tastemaker/source bench/quality/few-interactions.ts --data DIR [--stage test] [--document FILE]
 *
 * Users 1 to 2999, whose ratings and times are complete in `ratings_partial.csv.gz`; of each, the last ten ratings by
 * time are the test. Half of the users, drawn by the seed, keep of the others just their latest n, with n drawn
 * from 1 to 10: they are the users that the table is about, and all others are trained on whole. The stage `validation`
 * does the same one step earlier, on what the test leaves, with a draw of its own: configs are chosen there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Interactions } from "../../src/data/interactions.js";
import { ReadingSession } from "../../src/data/reading-session.js";
import { sequencesOf } from "../../src/data/sequences.js";
import { comparePaired } from "../../src/evaluation/compare-paired.js";
import { evaluateRating } from "../../src/evaluation/evaluate-rating.js";
import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { type Features, fitFeatures } from "../../src/features/features.js";
import { createModel } from "../../src/models/create-model.js";
import { readFeatureFiles } from "../../src/node/read-feature-files.js";
import { readInteractionFile } from "../../src/node/read-interactions.js";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import { createRandom } from "../../src/random/random.js";
import { fit } from "../../src/training/fit.js";
import { UsageError } from "../harness/command-line.js";
import { updateDocument } from "../harness/update-document.js";

const model = "biased-mf";
const lastCompleteUser = 2999;
const numHeldOut = 10;
const mostKept = 10;
const shareTruncated = 0.5;

const schema = {
  users: {
    age: { kind: "numeric", bins: 7 },
    gender: { kind: "categorical" },
    occupation: { kind: "categorical" },
  },
  items: { genres: { kind: "multi-valued" }, year: { kind: "numeric", bins: 20 } },
} as const;

/** The best of each by RMSE on the validation stage. */
const chosen = {
  without: { batchSize: 2048, learningRate: 0.003, l2: 0.15, epochs: 12 },
  with: { batchSize: 1024, learningRate: 0.0015, l2: 0.15, featureL2: 0.06, idDropout: 0, epochs: 10 },
};

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    stage: { type: "string", default: "validation" },
    without: { type: "string", default: "{}" },
    with: { type: "string", default: "{}" },
    document: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(options.seed);

interface Stage {
  readonly train: Interactions;
  /** Of the truncated users. */
  readonly test: Interactions;
  readonly numUsers: number;
}

async function main(): Promise<void> {
  if (options.data === undefined) throw new UsageError("--data is missing: the folder that holds ml-1m.");
  await selectNodeBackend("simd");
  const folder = `${options.data}/ml-1m`;
  const session = new ReadingSession();
  const part = await readInteractionFile(session, `${folder}/ratings_partial.csv.gz`, {
    format: "csv",
    mapping: { user: "user", item: "movie", value: "rating", timestamp: "timestamp" },
  });
  const files = { users: `${folder}/users.dat`, items: `${folder}/movies.dat`, schema };
  const features = await readFeatureFiles(session, files, {});
  const result = session.result(part);
  const { interactions } = result;
  const complete = where(
    interactions,
    (p) => Number(interactions.users.idOf(interactions.userIndex[p] as number)) <= lastCompleteUser,
  );
  const known = options.stage === "test" ? complete : allButLast(complete).train;
  const stage = truncate(known);
  const { users, items } = features(result);
  const fitted = fitFeatures(schema, { train: stage.train, users: users?.records, items: items?.records });
  const without = await measure(stage, { ...chosen.without, ...JSON.parse(options.without) }, undefined);
  const withThem = await measure(stage, { ...chosen.with, ...JSON.parse(options.with) }, fitted);
  const table = await tableOf(stage, without, withThem);
  console.log(table);
  const { document } = options;
  if (document === undefined) return;
  const sections = new Map([["few-interactions", table]]);
  writeFileSync(document, updateDocument(readFileSync(document, "utf8"), sections));
}

function where(data: Interactions, keep: (position: number) => boolean): Interactions {
  return data.select(Int32Array.from({ length: data.length }, (_, position) => position).filter(keep));
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

function truncate(data: Interactions): Stage {
  const { train, test } = allButLast(data);
  const { offsets, order } = sequencesOf(train);
  const random = createRandom(seed).fork(`few interactions, ${options.stage}`);
  const isDropped = new Uint8Array(train.length);
  const isTruncated = new Uint8Array(train.numUsers);
  let numUsers = 0;
  for (let user = 0; user < train.numUsers; user++) {
    const own = order.subarray(offsets[user], offsets[user + 1]);
    if (own.length === 0 || random.uniform() >= shareTruncated) continue;
    isTruncated[user] = 1;
    numUsers++;
    const kept = 1 + random.integer(mostKept);
    for (const position of own.subarray(0, Math.max(0, own.length - kept))) isDropped[position] = 1;
  }
  return {
    train: where(train, (p) => isDropped[p] === 0),
    test: where(test, (p) => isTruncated[test.userIndex[p] as number] === 1),
    numUsers,
  };
}

async function measure(
  { train, test }: Stage,
  config: Readonly<Record<string, unknown>>,
  features: Features | undefined,
): Promise<Evaluation> {
  const trained = createModel(model, { task: "rating", dimensions: train, config, seed, features });
  const split = { kind: "given", description: `${options.stage}: users with few training ratings` } as const;
  const evaluate = () => evaluateRating(trained, { test, split });
  // To choose the epochs by; no part of what is measured.
  const curve: string[] = [];
  try {
    await fit(trained, train, {
      seed,
      threads: 1,
      onEvent: async ({ type, ...event }) => {
        if (type !== "epoch-end" || options.stage === "test") return;
        curve.push(
          `${"epoch" in event ? event.epoch : ""} ${(await evaluate()).metrics["rmse"]?.toFixed(4)}`,
        );
      },
    });
    if (curve.length > 0) console.error(JSON.stringify(config), curve.join(", "));
    return await evaluate();
  } finally {
    trained.dispose();
  }
}

async function tableOf(
  { train, numUsers }: Stage,
  without: Evaluation,
  withThem: Evaluation,
): Promise<string> {
  const [compared] = await comparePaired(withThem, without, { metrics: ["rmse"], seed });
  const [rmse, mae] = ["rmse", "mae"].map((metric) =>
    [without, withThem].map(({ metrics }) => metrics[metric]?.toFixed(4).replace("0.", ".")),
  );
  if (!compared || !rmse || !mae) throw new RangeError("RMSE and MAE were not measured.");
  const { difference, low, high, pValue } = compared;
  return [
    "| | RMSE | MAE |",
    "| --- | ---: | ---: |",
    `| \`${model}\` | ${rmse[0]} | ${mae[0]} |`,
    `| \`${model}\` with features | ${rmse[1]} | ${mae[1]} |`,
    "",
    `${numUsers} users with at most ${mostKept} of ${train.length.toLocaleString("en")} training ratings, ${without.numEvaluated.toLocaleString("en")} test ratings. Difference of the RMSE ${difference.toFixed(4)} (95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}), p = ${pValue.toFixed(4)} (paired randomisation test over users).`,
  ].join("\n");
}

try {
  await main();
  // Worker threads would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
