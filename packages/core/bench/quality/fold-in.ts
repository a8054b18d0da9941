/**
 * What folding in loses against retraining, on the NCF split of MovieLens 1M: the table of docs/results.md.
 *
 *   npx tsx --conditions=@tastemaker/source bench/quality/fold-in.ts --data DIR [--models ease,ials] [--document FILE]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fixedCandidates } from "../../src/evaluation/fixed-candidates.js";
import { type FoldInGap, measureFoldIn } from "../../src/evaluation/measure-fold-in.js";
import { createModel } from "../../src/models/create-model.js";
import { readTrainTest } from "../../src/node/read-train-test.js";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import { UsageError } from "../harness/command-line.js";
import { updateDocument } from "../harness/update-document.js";

/** The defaults, but for networks, which get those of the other tables. */
const configs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  popularity: {},
  "item-knn": {},
  "user-knn": {},
  ease: {},
  "pure-svd": {},
  ials: {},
  "bpr-mf": {},
  "warp-mf": {},
  "logistic-mf": {},
  "biased-mf": { batchSize: 4096, epochs: 15 },
  gmf: { batchSize: 4096, learningRate: 0.002, epochs: 15, l2: 0 },
  neumf: { batchSize: 4096, learningRate: 0.002, epochs: 8 },
};

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    models: { type: "string", default: Object.keys(configs).join() },
    document: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

async function main(): Promise<void> {
  if (options.data === undefined) throw new UsageError("--data is missing: the folder that holds ml-1m-ncf.");
  await selectNodeBackend("simd");
  const folder = `${options.data}/ml-1m-ncf`;
  const read = await readTrainTest({
    train: `${folder}/ml-1m.train.pairs.tsv`,
    test: `${folder}/ml-1m.test.rating`,
    negatives: `${folder}/ml-1m.test.negative`,
  });
  if (!read.negatives) throw new UsageError(`${folder} has no negatives.`);
  const rows: string[] = [];
  for (const name of options.models.split(",")) {
    const gap = await measureFoldIn({
      create: () =>
        createModel(name, {
          task: "ranking",
          dimensions: read.train.interactions,
          config: configs[name] ?? {},
          seed: Number(options.seed),
        }),
      train: read.train.interactions,
      test: read.test.interactions,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(read.negatives.candidates),
      cutoffs: [10],
      seed: Number(options.seed),
      threads: 1,
    });
    rows.push(rowOf(name, gap));
    console.error(rows.at(-1));
  }
  const table = [
    "| model | folded in | retrained | difference (95 % interval) | ms a history |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
  console.log(table);
  const { document } = options;
  if (document === undefined) return;
  const section = new Map([["fold-in", table]]);
  writeFileSync(document, updateDocument(readFileSync(document, "utf8"), section));
}

function rowOf(name: string, { comparisons, millisecondsPerHistory }: FoldInGap): string {
  const ndcg = comparisons.find(({ metric }) => metric === "ndcg@10");
  if (!ndcg) throw new RangeError("NDCG was not measured.");
  const figure = (value: number) => value.toFixed(4).replace("0.", ".");
  const interval = `${figure(ndcg.difference)} (${figure(ndcg.low)} – ${figure(ndcg.high)})`;
  const cells = [`\`${name}\``, figure(ndcg.a), figure(ndcg.b), interval, millisecondsPerHistory.toFixed(1)];
  return `| ${cells.join(" | ")} |`;
}

try {
  await main();
  // Worker threads would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
