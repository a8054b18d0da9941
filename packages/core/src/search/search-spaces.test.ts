import { describe, expect, it } from "vitest";
import { parseConfig } from "../models/build-model.js";
import { idleFields } from "../models/field-conditions.js";
import { modelRegistry } from "../models/registry.js";
import { createRandom } from "../random/random.js";
import { completeDraw } from "./complete-draw.js";
import { drawConfig, isWithin } from "./draw-config.js";

describe.each([...modelRegistry.values()])("the search space of $name", (definition) => {
  const space = definition.searchSpace;

  it.each(definition.tasks)("draws configs that are valid for %s", (task) => {
    for (let draw = 0; draw < 200; draw++) {
      const drawn = drawConfig(space, createRandom(draw));
      // Throws for an unknown field and for a value out of its range.
      const config = completeDraw(definition, { task, drawn, fixed: {} });
      const idle = idleFields(definition.conditions, (condition) => condition.config?.(config) ?? true);
      const telling = Object.entries(drawn).filter(([field]) => !idle.includes(field));
      expect(config).toMatchObject(Object.fromEntries(telling));
    }
  });

  it.each(definition.tasks)("contains the default for %s", (task) => {
    const config = parseConfig(definition, task);
    const outside = Object.entries(space).filter(([field, dimension]) => !isWithin(dimension, config[field]));
    expect(outside.map(([field]) => `${field} ${JSON.stringify(config[field])}`)).toEqual([]);
  });

  it("stops nothing but epochs early", () => {
    const stopped = Object.entries(space).filter(([, { kind }]) => kind === "early-stopped");
    expect(stopped.every(([field]) => field === "epochs")).toBe(true);
  });
});
