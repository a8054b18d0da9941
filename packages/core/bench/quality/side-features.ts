/**
 * Biased MF with features of users and items on the five folds of MovieLens 100K: the table of docs/results.md.
 *
 *   npx tsx --conditions=@tastemaker/source bench/quality/side-features.ts --data DIR [--folds 1,2] [--document FILE]
 *
 * Features are age, gender and occupation of users, year and genres of items, and of both how many training ratings they
 * have. The config was chosen on a random tenth of `u1.base`, and so was the number of epochs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { CompressedRows } from "../../src/data/compressed-rows.js";
import { ReadingSession } from "../../src/data/reading-session.js";
import type { Vocabulary } from "../../src/data/vocabulary.js";
import { evaluateRating } from "../../src/evaluation/evaluate-rating.js";
import { defineFeatures, type FeatureRecords } from "../../src/features/feature-schema.js";
import { fitFeatures } from "../../src/features/features.js";
import { createModel } from "../../src/models/create-model.js";
import { readFeatureFiles } from "../../src/node/read-feature-files.js";
import { readInteractionFile } from "../../src/node/read-interactions.js";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import { fit } from "../../src/training/fit.js";
import { UsageError } from "../harness/command-line.js";
import { updateDocument } from "../harness/update-document.js";

const bins = 20;
const fromFiles = defineFeatures({
  users: {
    age: { kind: "numeric", bins },
    gender: { kind: "categorical" },
    occupation: { kind: "categorical" },
  },
  items: { year: { kind: "numeric", bins }, genres: { kind: "multi-valued" } },
});
const schema = defineFeatures({
  users: { ...fromFiles.users, activity: { kind: "numeric", bins } },
  items: { ...fromFiles.items, popularity: { kind: "numeric", bins } },
});

const config = {
  ...{ embeddingDim: 64, learningRate: 0.001, batchSize: 512, epochs: 24 },
  ...{ featureL2: 0.12, idDropout: 0 },
};

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    folds: { type: "string", default: "1,2,3,4,5" },
    document: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

async function main(): Promise<void> {
  if (options.data === undefined) throw new UsageError("--data is missing: the folder that holds ml-100k.");
  await selectNodeBackend("simd");
  const folds = options.folds.split(",");
  const errors: { rmse: number; mae: number }[] = [];
  for (const fold of folds) {
    errors.push(await measureFold(`${options.data}/ml-100k`, fold));
    console.error(`u${fold}`, errors.at(-1));
  }
  const row = (metric: "rmse" | "mae") => {
    const values = errors.map((each) => each[metric]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const cells = [...values.map(figure), `**${figure(mean)}**`];
    return `| ${metric.toUpperCase()} | ${cells.join(" | ")} |`;
  };
  const table = [
    `| fold | ${folds.map((fold) => `u${fold}`).join(" | ")} | mean |`,
    `| --- |${" ---: |".repeat(folds.length + 1)}`,
    row("rmse"),
    row("mae"),
  ].join("\n");
  console.log(table);
  const { document } = options;
  if (document === undefined) return;
  const sections = new Map([["side-features", table]]);
  writeFileSync(document, updateDocument(readFileSync(document, "utf8"), sections));
}

async function measureFold(folder: string, fold: string): Promise<{ rmse: number; mae: number }> {
  const seed = Number(options.seed);
  const session = new ReadingSession();
  const files = { users: `${folder}/u.user`, items: `${folder}/u.item`, schema: fromFiles };
  const featuresOf = await readFeatureFiles(session, files, {});
  const format = "movielens-100k";
  const parts = [
    await readInteractionFile(session, `${folder}/u${fold}.base`, { format }),
    await readInteractionFile(session, `${folder}/u${fold}.test`, { format }),
  ] as const;
  const result = session.result(parts[0]);
  const train = result.interactions;
  const test = session.result(parts[1]).interactions;
  const { users, items } = featuresOf(result);
  const features = fitFeatures(schema, {
    train,
    users: withCount("activity", users?.records, { ids: train.users, rows: train.byUser }),
    items: withCount("popularity", items?.records, { ids: train.items, rows: train.byItem }),
  });
  const model = createModel("biased-mf", { task: "rating", dimensions: train, config, seed, features });
  try {
    await fit(model, train, { seed, threads: 1 });
    const split = { kind: "given", description: `fold u${fold} of MovieLens 100K` } as const;
    const { metrics } = await evaluateRating(model, { test, split });
    return { rmse: metrics["rmse"] ?? Number.NaN, mae: metrics["mae"] ?? Number.NaN };
  } finally {
    model.dispose();
  }
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

const figure = (value: number) => value.toFixed(4).replace("0.", ".");

try {
  await main();
  // Worker threads would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
