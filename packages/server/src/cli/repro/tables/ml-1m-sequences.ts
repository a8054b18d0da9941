import { sampledCandidates } from "@tastemaker/core";
import { readInteractions } from "@tastemaker/core/node";
import { measureNextItem } from "../next-item-table.js";
import { reproduction } from "../reproduction.js";
import { nextItemRows } from "./next-item-rows.js";

const softmax =
  "Trained with a softmax over the next item and 256 sampled negatives that a step's predictions share; the paper's cross-entropy against one negative each needs many times the epochs.";

/** The data of the SASRec paper, with its 100 sampled candidates. */
export const ml1mSequences = reproduction({
  name: "ml-1m-sequences",
  title: "MovieLens 1M as sequences, sampled candidates",
  protocol:
    "Each of 6,040 users' last item among 100 sampled items that he has not had, seed 1: a sampled metric, comparable with the paper's only. The item before it is for validation and part of the history; ties rank the last item last.",
  files: {
    interactions: {
      paths: ["ml-1m/sasrec_style.txt"],
      from: "https://github.com/kang205/SASRec, folder data, ml-1m.txt (Kang & McAuley, ICDM 2018)",
    },
  },
  rows: nextItemRows({
    source: "Kang & McAuley, ICDM 2018, table III",
    popularity: {
      published: [0.4329, 0.2377],
      explanation: "The sampled items are others than the paper's.",
    },
    models: [
      {
        model: "gru4rec",
        config: {
          ...{ maxLength: 100, numNegatives: 256, batchSize: 2048, learningRate: 0.002 },
          ...{ hiddenUnits: 128, dropout: 0.2, epochs: 8 },
        },
        published: [0.7501, 0.5513],
        toReach: [0.7501, 0.5513],
        explanation: `The published number is that of GRU4Rec+, with BPR-max. ${softmax}`,
      },
      {
        model: "sasrec",
        config: { maxLength: 100, numNegatives: 256, batchSize: 3200, dropout: 0.2, epochs: 26 },
        published: [0.8245, 0.5905],
        toReach: [0.79, 0.55],
        explanation: `Histories of 100 items; the paper's are of 200. ${softmax}`,
      },
    ],
  }),
  async load(paths, { signal }) {
    const { interactions } = await readInteractions(paths.interactions, { format: "pairs", signal });
    return measureNextItem({ interactions, candidates: sampledCandidates({ count: 100, seed: 1 }) });
  },
});
