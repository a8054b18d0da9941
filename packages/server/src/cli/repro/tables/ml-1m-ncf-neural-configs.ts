/** Predictive factors: the width of what enters the last layer. */
export const sizes = [8, 16, 32, 64] as const;
export type Factors = (typeof sizes)[number];

export type Configs = Readonly<Record<Factors, Readonly<Record<string, unknown>>>>;

/** What larger batches than the paper's 256 want is a larger step, that ends small. */
const large = { batchSize: 4096, decay: "linear" } as const;
const medium = { batchSize: 2048, decay: "linear" } as const;
const eightNegatives = { ...large, numNegatives: 8, learningRate: 0.005 } as const;

/** The paper's towers: three hidden layers that end in `factors`. */
const tower = (factors: Factors) => ({ hiddenUnits: [4 * factors, 2 * factors, factors] });

/** Few factors learn little by heart; the more there are, the stronger a hand they need, until it shuts all. */
export const gmfConfigs: Configs = {
  8: { ...medium, embeddingDim: 8, numNegatives: 4, learningRate: 0.002, epochs: 20, l2: 0.01 },
  16: { ...medium, embeddingDim: 16, numNegatives: 4, learningRate: 0.002, epochs: 20, l2: 0.02 },
  32: { ...large, embeddingDim: 32, numNegatives: 8, learningRate: 0.003, epochs: 20, l2: 0.01 },
  64: { ...medium, embeddingDim: 64, numNegatives: 4, learningRate: 0.002, epochs: 20, l2: 0.06 },
};

export const mlpConfigs: Configs = {
  8: { ...eightNegatives, ...tower(8), embeddingDim: 32, l2: 0.003, epochs: 12 },
  16: { ...eightNegatives, ...tower(16), embeddingDim: 64, l2: 0.01, epochs: 12 },
  32: { ...eightNegatives, ...tower(32), embeddingDim: 64, l2: 0.015, epochs: 10 },
  64: { ...eightNegatives, ...tower(64), embeddingDim: 64, l2: 0.02, epochs: 9 },
};

/** The tower learns faster than the product: its stronger L2 leaves the product something to learn. */
export const neumfConfigs: Configs = {
  8: {
    ...{ ...tower(8), batchSize: 4096, embeddingDim: 8, mlpEmbeddingDim: 32 },
    ...{ numNegatives: 8, learningRate: 0.002, l2: 0.001, mlpL2: 0.001, epochs: 9 },
  },
  16: {
    ...{ ...eightNegatives, ...tower(16), embeddingDim: 16, mlpEmbeddingDim: 64 },
    ...{ l2: 0.02, mlpL2: 0.05, epochs: 12 },
  },
  32: {
    ...{ ...large, ...tower(32), embeddingDim: 32, mlpEmbeddingDim: 64 },
    ...{ numNegatives: 4, learningRate: 0.005, l2: 0.04, mlpL2: 0.1, epochs: 12 },
  },
  64: {
    ...{ ...eightNegatives, ...tower(64), embeddingDim: 64, mlpEmbeddingDim: 64 },
    ...{ l2: 0.03, mlpL2: 0.06, epochs: 9 },
  },
};

/** GMF and MLP as they are best alone, and SGD that is too gentle to undo it. */
const gentle = { pretrain: true, productShare: 0.6, sgdLearningRate: 0.05, epochs: 1 } as const;
export const pretrainedConfigs: Configs = {
  8: {
    ...{ ...eightNegatives, ...tower(8), ...gentle, embeddingDim: 8, mlpEmbeddingDim: 32 },
    ...{ l2: 0.01, mlpL2: 0.003, pretrainEpochs: 16, mlpPretrainEpochs: 12 },
  },
  16: {
    ...{ ...eightNegatives, ...tower(16), ...gentle, embeddingDim: 16, mlpEmbeddingDim: 64 },
    ...{ l2: 0.02, mlpL2: 0.01, pretrainEpochs: 16, mlpPretrainEpochs: 12 },
  },
  32: {
    ...{ ...eightNegatives, ...tower(32), ...gentle, embeddingDim: 32, mlpEmbeddingDim: 64 },
    ...{ learningRate: 0.004, l2: 0.03, mlpL2: 0.015, pretrainEpochs: 20, mlpPretrainEpochs: 10 },
  },
  64: {
    ...{ ...eightNegatives, ...tower(64), ...gentle, embeddingDim: 64, mlpEmbeddingDim: 64 },
    ...{ learningRate: 0.004, l2: 0.035, mlpL2: 0.02, pretrainEpochs: 20, mlpPretrainEpochs: 8 },
  },
};
