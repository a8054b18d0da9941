import { describe, expect, it } from "vitest";
import { modelContract } from "../testing/model-contract.js";
import { modelRegistry } from "./registry.js";

const quick = { l2: 0, optimizer: "adagrad", learningRate: 0.1, epochs: 40, batchSize: 64 };
const quickSgd = { l2: 0, optimizer: "adagrad", learningRate: 0.1, epochs: 60, embeddingDim: 6 };
const configs: Record<string, { config: Record<string, unknown>; personalised: boolean }> = {
  popularity: { config: {}, personalised: false },
  "item-knn": { config: { shrinkage: 0 }, personalised: true },
  "user-knn": { config: { shrinkage: 0 }, personalised: true },
  ease: { config: { l2: 10 }, personalised: true },
  "pure-svd": { config: { embeddingDim: 2 }, personalised: true },
  ials: { config: { embeddingDim: 6, l2: 0.02, epochs: 6 }, personalised: true },
  "biased-mf": { config: { ...quick, embeddingDim: 4 }, personalised: true },
  "bpr-mf": { config: quickSgd, personalised: true },
  "warp-mf": { config: { ...quickSgd, l2: 0.02, embeddingDim: 2 }, personalised: true },
  "logistic-mf": { config: quickSgd, personalised: true },
  gmf: { config: { ...quick, embeddingDim: 4 }, personalised: true },
  mlp: { config: { ...quick, embeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 }, personalised: true },
  neumf: {
    config: { ...quick, embeddingDim: 4, mlpEmbeddingDim: 4, hiddenUnits: [16, 8], hiddenL2: 0 },
    personalised: true,
  },
};

it("holds every model of the registry to the contract", () => {
  expect(Object.keys(configs)).toEqual([...modelRegistry.keys()]);
});

for (const [name, definition] of modelRegistry) {
  const options = configs[name];
  if (!options) continue;
  describe(name, () => {
    for (const { name: caseName, run } of modelContract(definition, options)) it(caseName, run);
    if (options.personalised && definition.configSchema.safeParse({ loss: "bpr" }).success) {
      const bpr = { ...options, config: { ...options.config, loss: "bpr" } };
      const learns = modelContract(definition, bpr).filter((each) =>
        each.name.endsWith("(ranking) learns the checkerboard"),
      );
      for (const each of learns) it(`${each.name} with bpr`, each.run);
    }
  });
}
