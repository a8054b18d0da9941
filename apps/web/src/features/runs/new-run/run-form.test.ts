import { describe, expect, it } from "vitest";
import { configFields } from "./config-fields";
import { formLike, initialForm, type ModelDefinition, readRunForm } from "./run-form";

const definition: ModelDefinition = {
  name: "gmf",
  title: "GMF",
  summary: "",
  paper: "",
  whenToUse: "",
  tasks: ["rating", "ranking"],
  configSchema: {
    type: "object",
    properties: { loss: { type: "string", enum: ["mse", "bce"] }, epochs: { type: "integer", minimum: 1 } },
  },
  defaults: { rating: { loss: "mse", epochs: 20 }, ranking: { loss: "bce", epochs: 20 } },
};
const fields = configFields(definition.configSchema);
const subject = { datasetId: "d", modelName: "gmf", task: "ranking" } as const;

describe("initialForm", () => {
  it("begins with the task's own defaults", () => {
    expect(initialForm(definition, "rating", fields)).toMatchObject({
      splitKind: "random",
      config: { loss: "mse", epochs: "20" },
    });
    expect(initialForm(definition, "ranking", fields)).toMatchObject({
      splitKind: "leave-last-out",
      config: { loss: "bce" },
    });
  });
});

describe("readRunForm", () => {
  const form = initialForm(definition, "ranking", fields);

  it("says to the API what the form says", () => {
    const { input, problems } = readRunForm(subject, { ...form, cutoffs: "5 10", seed: "42" }, fields);
    expect(problems.size).toBe(0);
    expect(input).toEqual({
      ...subject,
      config: { loss: "bce", epochs: 20 },
      split: { kind: "leave-last-out" },
      cutoffs: [5, 10],
      seed: 42,
    });
  });

  it("sends what belongs to the chosen split and task only", () => {
    const rating = { ...subject, task: "rating" } as const;
    const random = readRunForm(rating, { ...form, splitKind: "random", testFraction: "0.25" }, fields).input;
    expect(random).not.toHaveProperty("cutoffs");
    expect(random.split).toEqual({ kind: "random", testFraction: 0.25 });
    const heldOut = readRunForm(subject, { ...form, splitKind: "n-held-out", perUser: "3" }, fields).input;
    expect(heldOut.split).toEqual({ kind: "n-held-out", perUser: 3 });
  });

  it("complains about what is used, and not about what is not", () => {
    const wrong = { ...form, testFraction: "1", perUser: "0", cutoffs: "", seed: "1.5" };
    const names = (splitKind: "random" | "leave-last-out" | "n-held-out") =>
      [...readRunForm(subject, { ...wrong, splitKind }, fields).problems.keys()].sort();
    expect(names("leave-last-out")).toEqual(["cutoffs", "seed"]);
    expect(names("random")).toEqual(["cutoffs", "seed", "testFraction"]);
    expect(names("n-held-out")).toEqual(["cutoffs", "perUser", "seed"]);
  });
});

it("repeats an earlier run to the letter", () => {
  const start = initialForm(definition, "ranking", fields);
  const earlier = {
    config: { loss: "mse", epochs: 7 },
    split: { kind: "n-held-out", perUser: 2 },
    cutoffs: [1, 50],
    seed: 9,
  } as const;
  const { input, problems } = readRunForm(subject, formLike(earlier, start, fields), fields);
  expect(problems.size).toBe(0);
  expect(input).toEqual({ ...subject, ...earlier });
});
