import { type ModelDefinition, modelRegistry, parseConfig } from "@tastemaker/core";

export interface ModelsHelpOptions {
  /** Whether the command has a --search, whose fields are told then. */
  readonly hasSearch: boolean;
}

/** What can be set of each model, with its defaults, for the help of commands that train. */
export function modelsHelp({ hasSearch }: ModelsHelpOptions): string {
  const models = [...modelRegistry.values()].map((definition) => {
    const tasks = definition.tasks.map((task) => {
      const fields = Object.entries(parseConfig(definition, task));
      return `    ${task}: ${fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ") || "nothing to set"}`;
    });
    const { name, whenToUse, whenNotToUse } = definition;
    const searched = hasSearch ? [`    --search varies ${searchedFields(definition)}`] : [];
    return [`  ${name}: ${whenToUse}`, `    Leave it: ${whenNotToUse}`, ...tasks, ...searched].join("\n");
  });
  return `Models, and the fields of their configs:\n${models.join("\n")}`;
}

function searchedFields({ searchSpace, featureSearchSpace = {} }: ModelDefinition): string {
  const fields = Object.keys(searchSpace).join(", ") || "nothing";
  const besides = Object.keys(featureSearchSpace).join(", ");
  return besides === "" ? fields : `${fields}; with features ${besides} too`;
}
