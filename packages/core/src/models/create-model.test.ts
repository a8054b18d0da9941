import { describe, expect, it } from "vitest";
import { InvalidConfigError, UnknownModelError } from "../errors/errors.js";
import { parseConfig } from "./build-model.js";
import { createModel } from "./create-model.js";
import { neumf } from "./neumf.js";
import { modelRegistry } from "./registry.js";

const options = { task: "ranking", dimensions: { numUsers: 2, numItems: 2 }, seed: 1 } as const;

describe("createModel", () => {
  it("names the models there are when asked for another", () => {
    expect(() => createModel("nuemf", options)).toThrow(UnknownModelError);
    expect(() => createModel("nuemf", options)).toThrow(
      `"nuemf". There are ${[...modelRegistry.keys()].join(", ")}.`,
    );
  });

  it("names each wrong field and what it received", () => {
    const config = { learningRate: -1, hiddenUnits: [8, 0], layers: [1] };
    const create = () => createModel("neumf", { ...options, config });
    expect(create).toThrow(InvalidConfigError);
    expect(create).toThrow("learningRate: Too small: expected number to be >0, received -1");
    expect(create).toThrow("hiddenUnits.1: Too small: expected number to be >=1, received 0");
    expect(create).toThrow('it has no field "layers": the fields are loss, sampler, numNegatives');
  });

  it("tells a value once, and numbers that JSON has no word for", () => {
    const problems = (config: Readonly<Record<string, unknown>>) => () =>
      createModel("neumf", { ...options, config });
    expect(problems({ l2: "NaN" })).toThrow(/l2: Invalid input: expected number, received "NaN"\.$/);
    expect(problems({ l2: Number.POSITIVE_INFINITY })).toThrow(/expected number, received Infinity\.$/);
  });

  it("refuses a task that the model has not, and empty dimensions", () => {
    expect(() => createModel("popularity", { ...options, task: "rating" })).toThrow("not for rating");
    const dimensions = { numUsers: 0, numItems: 3 };
    expect(() => createModel("gmf", { ...options, dimensions })).toThrow("numUsers is 0");
  });
});

describe("parseConfig", () => {
  it("fills in the defaults of the task", () => {
    expect(parseConfig(neumf, "rating")).toMatchObject({ loss: "mse", hiddenUnits: [8, 4] });
    expect(parseConfig(neumf, "ranking", { epochs: 3 })).toMatchObject({ loss: "bce", epochs: 3 });
  });

  it.each([...modelRegistry.values()])("has a default for every field of $name", (definition) => {
    for (const task of definition.tasks) expect(() => parseConfig(definition, task)).not.toThrow();
  });
});
