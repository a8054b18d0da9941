import { expect, it } from "vitest";
import { modelRegistry } from "../../src/models/registry.js";
import { contractConfigs } from "../contract-configs.js";
import { contractGroups } from "./groups.js";

it("holds every model of the registry to the contract", () => {
  expect(Object.keys(contractConfigs)).toEqual([...modelRegistry.keys()]);
  expect(Object.values(contractGroups).flat().sort()).toEqual([...modelRegistry.keys()].sort());
});
