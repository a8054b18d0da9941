import { modelRegistry } from "@tastemaker/core";
import { expect, test } from "vitest";
import { z } from "zod";
import { modelDefinition } from "../../schemas/model.js";
import { describeModels } from "./describe-models.js";

const fieldSchema = z.object({ description: z.string().min(10), default: z.unknown() });

test("describes each model so that a form can be made of it", () => {
  const models = z.array(modelDefinition).parse(describeModels());
  expect(models.map(({ name }) => name)).toEqual([...modelRegistry.keys()]);
  for (const { configSchema, defaults, tasks } of models) {
    const { properties } = z
      .object({ type: z.literal("object"), properties: z.record(z.string(), fieldSchema) })
      .parse(configSchema);
    expect(configSchema["required"]).toBeUndefined();
    expect(Object.keys(defaults).sort()).toEqual([...tasks].sort());
    for (const task of tasks) expect(Object.keys(defaults[task] ?? {})).toEqual(Object.keys(properties));
  }
  const gmf = models.find(({ name }) => name === "gmf");
  expect(gmf?.defaults).toMatchObject({ ranking: { loss: "bce" }, rating: { loss: "mse" } });
});
