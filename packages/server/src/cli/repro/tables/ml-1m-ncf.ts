import { fixedCandidates } from "@tastemaker/core";
import { readTrainTest } from "@tastemaker/core/node";
import { measureRanking } from "../ranking-table.js";
import { reproduction } from "../reproduction.js";
import { ml1mNcfLinearRows } from "./ml-1m-ncf-linear-rows.js";
import { ml1mNcfNeuralRows } from "./ml-1m-ncf-neural-rows.js";

const from =
  "https://github.com/hexiangnan/neural_collaborative_filtering, folder Data (He et al., WWW 2017)";

/** The split of He et al., on which many papers since have measured. */
export const ml1mNcf = reproduction({
  name: "ml-1m-ncf",
  title: "MovieLens 1M, the split of the NCF paper",
  protocol:
    "Leave-last-out: each of 6,040 users' last item among 99 fixed negatives, less the copy of it that 156 users have among theirs; ties rank it last. HR@10 is the share of users with it among the first 10, NDCG@10 the mean of ln 2 / ln(rank + 2), rank from 0.",
  files: {
    train: { paths: ["ml-1m-ncf/ml-1m.train.pairs.tsv", "ml-1m-ncf/ml-1m.train.rating"], from },
    test: { paths: ["ml-1m-ncf/ml-1m.test.rating"], from },
    negatives: { paths: ["ml-1m-ncf/ml-1m.test.negative"], from },
  },
  rows: [...ml1mNcfLinearRows, ...ml1mNcfNeuralRows],
  async load(paths, { signal }) {
    const { train, test, negatives } = await readTrainTest(paths, { signal });
    if (!negatives) throw new Error("The negatives were asked for and not read.");
    return measureRanking({
      train: train.interactions,
      test: test.interactions,
      split: { kind: "given", description: "leave-last-out of He et al., WWW 2017" },
      candidates: fixedCandidates(negatives.candidates),
      cutoffs: [10],
    });
  },
});
