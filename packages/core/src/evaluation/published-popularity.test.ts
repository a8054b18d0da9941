import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { createModel } from "../models/create-model.js";
import { fit } from "../training/fit.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { type FixedCandidates, fixedCandidates } from "./fixed-candidates.js";

// The folder is public data that a developer fetched; nothing of it is in the repository.
const folder = join(process.env["TASTEMAKER_DATA"] ?? resolve("../../../shared/data"), "ml-1m-ncf");
const present = existsSync(folder);
const range = (size: number) => Vocabulary.of(Array.from({ length: size }, (_, i) => String(i)));
const users = range(6040);
const items = range(3706);

test.skipIf(!present && process.env["CI"] !== "true")(
  `popularity on the NCF split of MovieLens 1M has its published figures${present ? "" : ` (skipped: no ${folder})`}`,
  async () => {
    const train = readRows("ml-1m.train.pairs.tsv");
    const heldOut = readRows("ml-1m.test.rating");
    const model = createModel("popularity", {
      task: "ranking",
      dimensions: { numUsers: 6040, numItems: 3706 },
      seed: 1,
    });
    await fit(model, train, { seed: 1 });
    const { metrics, numEvaluated, leakedRows } = await evaluateRanking(model, {
      train,
      test: heldOut,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(readNegatives()),
      cutoffs: [10],
      ties: "relevant-last",
    });
    model.dispose();
    expect({ numEvaluated, leakedRows }).toEqual({ numEvaluated: 6040, leakedRows: 0 });
    // Ferrari Dacrema et al., TOIS 2021, table 55: .4533 and .2542.
    expect(metrics["hitRate@10"]).toBeGreaterThanOrEqual(0.453);
    expect(metrics["hitRate@10"]).toBeLessThanOrEqual(0.455);
    expect(metrics["ndcg@10"]).toBeGreaterThanOrEqual(0.254);
    expect(metrics["ndcg@10"]).toBeLessThanOrEqual(0.255);
  },
);

function readLines(file: string): string[][] {
  const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
  return lines.map((line) => line.split("\t"));
}

function readRows(file: string): Interactions {
  const rows = readLines(file);
  return new Interactions(users, items, {
    userIndex: Int32Array.from(rows, ([user]) => Number(user)),
    itemIndex: Int32Array.from(rows, ([, item]) => Number(item)),
    value: new Float32Array(rows.length).fill(1),
  });
}

/** `(user,item)` of the test row, then its negatives. */
function readNegatives(): FixedCandidates {
  const rows = readLines("ml-1m.test.negative");
  return {
    users: Int32Array.from(rows, ([pair = ""]) => Number(pair.slice(1, pair.indexOf(",")))),
    offsets: Int32Array.from({ length: rows.length + 1 }, (_, i) => i * 99),
    items: Int32Array.from(rows.flatMap(([, ...negatives]) => negatives.map(Number))),
  };
}
