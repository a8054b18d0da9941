import { describe, it } from "vitest";
import { modelDefinition } from "../../src/models/registry.js";
import { modelContract } from "../../src/testing/model-contract.js";
import { contractConfigs } from "../contract-configs.js";

/** Tests of the contract for models of the registry; where BPR is a loss of theirs, they learn with it too. */
export function holdToContract(names: readonly string[]): void {
  for (const name of names) {
    const definition = modelDefinition(name);
    const options = contractConfigs[name];
    if (!options) throw new Error(`${name} has no contract config`);
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
}
