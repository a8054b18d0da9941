import { evaluateRanking } from "../../src/evaluation/evaluate-ranking.js";
import type { Scorer } from "../../src/models/model.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { ncfWorkload } from "./ncf.js";
import { newModel } from "./training.js";

export const cutoffs = [5, 10, 20];

export interface EvaluationWork {
  /** A dot-product model of the registry. */
  readonly model: string;
  readonly dim: number;
  readonly threads: number;
  /** Evaluates what offers no more than scores of the whole catalogue, as a program's own scorer does. */
  readonly isForeign?: boolean;
}

export async function evaluationRunner({
  model: name,
  dim,
  threads,
  isForeign,
}: EvaluationWork): Promise<ReadyContender> {
  const { train, test, split } = await ncfWorkload();
  const model = newModel(name, train, { embeddingDim: dim });
  const scorer = isForeign ? foreign(model) : model;
  return {
    unitsPerRun: train.numUsers,
    dispose: () => model.dispose(),
    async run() {
      const { metrics } = await evaluateRanking(scorer, { train, test, split, cutoffs, threads });
      return { result: metrics["ndcg@10"] ?? Number.NaN };
    },
  };
}

const foreign = (scorer: Scorer): Scorer => ({
  dimensions: scorer.dimensions,
  scorePairs: (users, items) => scorer.scorePairs(users, items),
  scoreCatalogue: (users) => scorer.scoreCatalogue(users),
});
