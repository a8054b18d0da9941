import { describe, expect, it } from "vitest";
import { configFields } from "./config-fields";
import { readConfig, toValues } from "./config-values";

// The form that core's registry has: z.toJSONSchema(configSchema, { io: "input" }).
const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    loss: {
      type: "string",
      enum: ["mse", "bce", "bpr"],
      default: "bce",
      description: "What training minimises.",
    },
    learningRate: { type: "number", exclusiveMinimum: 0, maximum: 1000, default: 0.001 },
    epochs: { type: "integer", minimum: 1, maximum: 10_000, default: 20 },
    hiddenUnits: {
      type: "array",
      items: { type: "integer", minimum: 1, maximum: 8192 },
      minItems: 1,
      maxItems: 3,
      default: [32, 16],
    },
    biases: { type: "boolean", default: false },
    kernelL2: { type: "number", minimum: 0 },
    patience: { anyOf: [{ type: "integer", minimum: 1, maximum: 9_007_199_254_740_991 }, { type: "null" }] },
    note: { type: "string" },
    schedule: { type: "object", properties: {} },
    dim: { type: "integer" },
  },
  required: ["dim"],
  additionalProperties: false,
};
const fields = configFields(schema);
const field = (name: string) => fields.find((candidate) => candidate.name === name);
const good = toValues(fields, {
  loss: "bce",
  learningRate: 0.001,
  epochs: 20,
  hiddenUnits: [32, 16],
  dim: 8,
});

describe("configFields", () => {
  it("gives each type its control, in the schema's order", () => {
    expect(fields.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      "loss: choice",
      "learningRate: number",
      "epochs: number",
      "hiddenUnits: numbers",
      "biases: switch",
      "kernelL2: number",
      "patience: number",
      "note: text",
      "schedule: json",
      "dim: number",
    ]);
  });

  it("names fields in words", () => {
    expect(field("learningRate")?.title).toBe("Learning rate");
    expect(field("kernelL2")?.title).toBe("Kernel L2");
    const titles = configFields({ properties: { mlpEmbeddingDim: {}, numNegatives: {}, l2: {} } });
    expect(titles.map(({ title }) => title)).toEqual(["MLP embedding size", "Number of negatives", "L2"]);
    expect(field("loss")).toMatchObject({ title: "Loss", help: "What training minimises." });
  });

  it("takes an integer's machine limits for no limit", () => {
    expect(field("patience")).toMatchObject({ empty: "null", bounds: { minimum: 1, maximum: undefined } });
  });

  it("has no controls for a model without settings", () => {
    expect(configFields({ type: "object", properties: {}, additionalProperties: false })).toEqual([]);
    expect(configFields({})).toEqual([]);
  });
});

describe("readConfig", () => {
  const read = (name: string, value: string | boolean) => readConfig(fields, { ...good, [name]: value });
  const problem = (name: string, value: string) => read(name, value).problems.get(name);

  it("reads back the config that the controls were filled with", () => {
    const config = {
      loss: "mse",
      learningRate: 0.00001,
      epochs: 3,
      hiddenUnits: [64, 32, 16],
      biases: true,
      kernelL2: 0,
      patience: 4,
      note: "a, b",
      schedule: { kind: "cosine" },
      dim: 8,
    };
    expect(readConfig(fields, toValues(fields, config))).toEqual({ config, problems: new Map() });
  });

  it("leaves empty fields to their defaults, null or a complaint", () => {
    const { config, problems } = readConfig(fields, toValues(fields, {}));
    expect(config).toEqual({ biases: false, patience: null });
    expect([...problems.keys()]).toEqual(["dim"]);
  });

  it("reads integers separated any way people write them", () => {
    expect(read("hiddenUnits", " 64 32,16 ").config["hiddenUnits"]).toEqual([64, 32, 16]);
    expect(read("hiddenUnits", "64;32").config["hiddenUnits"]).toEqual([64, 32]);
  });

  it.each([
    ["epochs", "0", "At least 1."],
    ["epochs", "10001", "At most 10000."],
    ["epochs", "2.5", "2.5 is not a whole number."],
    ["epochs", "many", "“many” is not a number."],
    ["learningRate", "0", "More than 0."],
    ["learningRate", "Infinity", "“Infinity” is not a number."],
    ["hiddenUnits", "64, x", "x: “x” is not a number."],
    ["hiddenUnits", "64, 0", "0: At least 1."],
    ["hiddenUnits", "1 2 3 4", "At most 3 numbers."],
    ["loss", "hinge", "“hinge” is not one of mse, bce, bpr."],
    ["schedule", "{", "This is not JSON."],
  ])("says what is wrong with %s = %s", (name, text, message) => {
    expect(problem(name, text)).toBe(message);
    expect(read(name, text).config).not.toHaveProperty(name);
  });
});
