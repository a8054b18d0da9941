import { modelRegistry, parseConfig } from "@tastemaker/core";

/** What can be set of each model, with its defaults, for the help of commands that train. */
export function modelsHelp(): string {
  const models = [...modelRegistry.values()].map((definition) => {
    const tasks = definition.tasks.map((task) => {
      const fields = Object.entries(parseConfig(definition, task));
      return `    ${task}: ${fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ") || "nothing to set"}`;
    });
    return [`  ${definition.name}: ${definition.whenToUse}`, ...tasks].join("\n");
  });
  return `Models, and the fields of their configs:\n${models.join("\n")}`;
}
