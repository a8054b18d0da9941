import type { ContractOptions } from "../src/testing/contract-subject.js";

const quick = { l2: 0, optimizer: "adagrad", learningRate: 0.1, epochs: 40, batchSize: 64 };
const quickSequences = {
  ...{ embeddingDim: 8, batchSize: 40, epochs: 20, learningRate: 0.01 },
  ...{ loss: "bce", negatives: "own", numNegatives: 1 },
};
const quickSgd = { l2: 0, optimizer: "adagrad", learningRate: 0.1, epochs: 60, embeddingDim: 6 };
/** For each model of the registry, a config that learns the checkerboard within seconds. */
export const contractConfigs: Readonly<Record<string, ContractOptions>> = {
  random: { config: {}, personalised: false },
  popularity: { config: {}, personalised: false },
  "item-knn": { config: { shrinkage: 0 }, personalised: true },
  "user-knn": { config: { shrinkage: 0 }, personalised: true },
  ease: { config: { l2: 10 }, personalised: true },
  "pure-svd": { config: { embeddingDim: 2 }, personalised: true },
  ials: {
    config: { embeddingDim: 6, l2: 0.02, epochs: 6 },
    personalised: true,
  },
  "biased-mf": { config: { ...quick, embeddingDim: 4 }, personalised: true },
  "funk-svd": { config: quickSgd, personalised: true },
  "bpr-mf": { config: quickSgd, personalised: true },
  "warp-mf": {
    config: { ...quickSgd, l2: 0.02, embeddingDim: 2 },
    personalised: true,
  },
  "logistic-mf": { config: quickSgd, personalised: true },
  gmf: { config: { ...quick, embeddingDim: 4 }, personalised: true },
  mlp: { config: { ...quick, embeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 }, personalised: true },
  neumf: {
    config: { ...quick, embeddingDim: 4, mlpEmbeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 },
    personalised: true,
  },
  fm: { config: { ...quick, embeddingDim: 4 }, personalised: true },
  "wide-and-deep": {
    config: { ...quick, embeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 },
    personalised: true,
  },
  deepfm: { config: { ...quick, embeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 }, personalised: true },
  dcn: { config: { ...quick, embeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 }, personalised: true },
  "two-tower": {
    config: { ...quick, learningRate: 0.05, embeddingDim: 8, outputDim: 8, hiddenUnits: [16] },
    personalised: true,
  },
  "mult-vae": {
    config: { embeddingDim: 4, hiddenUnits: [16], learningRate: 0.02, batchSize: 10, epochs: 40 },
    personalised: true,
  },
  "mult-dae": {
    config: { embeddingDim: 4, learningRate: 0.02, batchSize: 10, epochs: 40 },
    personalised: true,
  },
  item2vec: {
    config: { embeddingDim: 4, order: "none", subsample: null, learningRate: 0.1, epochs: 60 },
    personalised: true,
  },
  lightgcn: {
    config: { embeddingDim: 4, layers: 2, l2: 0, learningRate: 0.05, batchSize: 200, epochs: 40 },
    personalised: true,
  },
  // The rows are in order, and nothing ever follows the last item: a short memory learns taste from what is beside it.
  gru4rec: {
    config: { ...quickSequences, hiddenUnits: 8, maxLength: 1, dropout: 0.5 },
    personalised: true,
    readsRepeats: true,
  },
  caser: {
    config: {
      ...{ ...quickSequences, epochs: 40, windowLength: 2, numTargets: 3 },
      ...{ horizontalFilters: 2, verticalFilters: 1 },
    },
    personalised: true,
    readsRepeats: true,
  },
  sasrec: { config: { ...quickSequences, maxLength: 20 }, personalised: true, readsRepeats: true },
};
