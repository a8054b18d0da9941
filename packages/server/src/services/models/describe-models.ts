import { type ModelDefinition, modelRegistry, parseConfig } from "@tastemaker/core";
import { z } from "zod";
import type { ModelDefinitionView } from "../../schemas/model.js";

/** Every model there is, with all that a form for its config needs. */
export function describeModels(): ModelDefinitionView[] {
  return [...modelRegistry.values()].map(describe);
}

function describe(definition: ModelDefinition): ModelDefinitionView {
  const { name, title, summary, paper, whenToUse, tasks, configSchema } = definition;
  return {
    name,
    title,
    summary,
    paper,
    whenToUse,
    tasks: [...tasks],
    configSchema: { ...z.toJSONSchema(configSchema, { io: "input" }) },
    defaults: Object.fromEntries(tasks.map((task) => [task, parseConfig(definition, task)])),
  };
}
