import type { Row } from "../reproduction.js";
import { hitRateAndNdcg } from "./hit-rate-and-ndcg.js";

/** GMF, MLP and NeuMF by the number of their predictive factors: the width of what enters the last layer. */
export const ml1mNcfNeuralRows: readonly Row[] = [
  {
    name: "neumf-8",
    title: "NeuMF, 8 factors, from scratch",
    model: "neumf",
    config: {
      batchSize: 4096,
      learningRate: 0.002,
      epochs: 9,
      numNegatives: 8,
      l2: 0.001,
      mlpL2: 0.001,
    },
    seeds: [1],
    targets: hitRateAndNdcg({ published: [0.688, 0.41], toReach: [0.68, 0.402] }),
    source: "He et al., WWW 2017, table 2",
  },
];
