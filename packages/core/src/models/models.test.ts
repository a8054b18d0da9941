import { describe, expect, it } from "vitest";
import { contractConfigs } from "../../test/contract-configs.js";
import { modelContract } from "../testing/model-contract.js";
import { modelRegistry } from "./registry.js";

it("holds every model of the registry to the contract", () => {
  expect(Object.keys(contractConfigs)).toEqual([...modelRegistry.keys()]);
});

for (const [name, definition] of modelRegistry) {
  const options = contractConfigs[name];
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
