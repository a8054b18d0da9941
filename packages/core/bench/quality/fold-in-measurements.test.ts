import { expect, test } from "vitest";
import { modelRegistry } from "../../src/models/registry.js";
import { foldInMeasurements } from "./fold-in-measurements.js";

test("every model of the registry has a row, with a config that it takes", () => {
  const measured = new Set(Array.from(foldInMeasurements.values(), ({ model }) => model));
  expect([...modelRegistry.keys()].filter((name) => !measured.has(name))).toEqual([]);
  for (const { model, config } of foldInMeasurements.values())
    expect(modelRegistry.get(model)?.configSchema.safeParse(config).error).toBeUndefined();
});
