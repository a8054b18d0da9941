import { beforeAll, describe, expect, test } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { createModel } from "../models/create-model.js";
import { readTrainTest, type TrainTestRead } from "../node/read-train-test.js";
import { fit } from "../training/fit.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { fixedCandidates } from "./fixed-candidates.js";

const folder = realData("ml-1m-ncf");

describe.skipIf(!folder)(`on the NCF split of MovieLens 1M${realDataNote}`, () => {
  let read: TrainTestRead;

  beforeAll(async () => {
    read = await readTrainTest({
      train: `${folder}/ml-1m.train.pairs.tsv`,
      test: `${folder}/ml-1m.test.rating`,
      negatives: `${folder}/ml-1m.test.negative`,
    });
  });

  async function measure(name: string, config: Record<string, unknown>) {
    const train = read.train.interactions;
    const { numUsers, numItems } = train;
    const candidates = read.negatives?.candidates;
    if (!candidates) throw new Error("No candidates were read.");
    const model = createModel(name, { task: "ranking", dimensions: { numUsers, numItems }, seed: 1, config });
    await fit(model, train, { seed: 1 });
    const { metrics } = await evaluateRanking(model, {
      train,
      test: read.test.interactions,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(candidates),
      cutoffs: [10],
    });
    model.dispose();
    return { hitRate: metrics["hitRate@10"] ?? 0, ndcg: metrics["ndcg@10"] ?? 0 };
  }

  test("EASE with l2 = 1000 has the figures that these files give", async () => {
    const { hitRate, ndcg } = await measure("ease", { l2: 1000 });
    expect(Math.abs(hitRate - 0.7182)).toBeLessThan(0.0005);
    expect(Math.abs(ndcg - 0.4511)).toBeLessThan(0.0005);
  });

  // Ferrari Dacrema et al., TOIS 2021, table 55; for iALS with 64 dimensions Rendle et al., RecSys 2022. The defaults are
  // tuned on the latest training item of each user, and some end a little below.
  test.each([
    { name: "item-knn", published: { hitRate: 0.6694, ndcg: 0.3979 }, margin: 0 },
    { name: "user-knn", published: { hitRate: 0.6606, ndcg: 0.3951 }, margin: 0.006 },
    { name: "ease", published: { hitRate: 0.7192, ndcg: 0.4494 }, margin: 0.002 },
    { name: "pure-svd", published: { hitRate: 0.6937, ndcg: 0.4303 }, margin: 0.004 },
    { name: "ials", published: { hitRate: 0.722, ndcg: 0.445 }, margin: 0 },
  ])("$name is at most $margin below its published figures", async ({ name, published, margin }) => {
    const { hitRate, ndcg } = await measure(name, {});
    expect(hitRate).toBeGreaterThanOrEqual(published.hitRate - margin);
    expect(ndcg).toBeGreaterThanOrEqual(published.ndcg - margin);
  });
});
