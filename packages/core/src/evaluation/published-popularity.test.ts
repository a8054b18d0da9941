import { expect, test } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { createModel } from "../models/create-model.js";
import { readTrainTest } from "../node/read-train-test.js";
import { fit } from "../training/fit.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { fixedCandidates } from "./fixed-candidates.js";

const folder = realData("ml-1m-ncf");

test.skipIf(!folder)(
  `popularity on the NCF split of MovieLens 1M has its published figures${realDataNote}`,
  async () => {
    const read = await readTrainTest({
      train: `${folder}/ml-1m.train.pairs.tsv`,
      test: `${folder}/ml-1m.test.rating`,
      negatives: `${folder}/ml-1m.test.negative`,
    });
    const train = read.train.interactions;
    const candidates = read.negatives?.candidates;
    if (!candidates) throw new Error("No candidates were read.");
    const { numUsers, numItems } = train;
    expect({ numUsers, numItems }).toEqual({ numUsers: 6040, numItems: 3706 });
    const model = createModel("popularity", { task: "ranking", dimensions: { numUsers, numItems }, seed: 1 });
    await fit(model, train, { seed: 1 });
    const { metrics, numEvaluated, leakedRows } = await evaluateRanking(model, {
      train,
      test: read.test.interactions,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(candidates),
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
