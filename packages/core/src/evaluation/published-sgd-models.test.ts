import { expect, test } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { createModel } from "../models/create-model.js";
import { readTrainTest } from "../node/read-train-test.js";
import { fit } from "../training/fit.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { fixedCandidates } from "./fixed-candidates.js";

const folder = realData("ml-1m-ncf");

test.skipIf(!folder)(
  `a few epochs of bpr-mf surpass the published figures of BPR on the NCF split${realDataNote}`,
  async () => {
    const read = await readTrainTest({
      train: `${folder}/ml-1m.train.pairs.tsv`,
      test: `${folder}/ml-1m.test.rating`,
      negatives: `${folder}/ml-1m.test.negative`,
    });
    const train = read.train.interactions;
    if (!read.negatives) throw new Error("No candidates were read.");
    const { numUsers, numItems } = train;
    const model = createModel("bpr-mf", {
      task: "ranking",
      dimensions: { numUsers, numItems },
      config: { epochs: 8, embeddingDim: 32, learningRate: 0.1 },
      seed: 1,
    });
    await fit(model, train, { seed: 1 });
    const { metrics } = await evaluateRanking(model, {
      train,
      test: read.test.interactions,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(read.negatives.candidates),
      cutoffs: [10],
      ties: "relevant-last",
    });
    model.dispose();
    // Ferrari Dacrema et al., TOIS 2021, table 55: .6305 and .3730.
    expect(metrics["hitRate@10"]).toBeGreaterThan(0.65);
    expect(metrics["ndcg@10"]).toBeGreaterThan(0.385);
  },
);
