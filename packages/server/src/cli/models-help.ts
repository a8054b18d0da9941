import { modelRegistry, parseConfig } from "@tastemaker/core";

/** What can be set of each model, with its defaults, for the help of commands that train. */
export function modelsHelp(): string {
  const models = [...modelRegistry.values()].map((definition) => {
    const tasks = definition.tasks.map((task) => {
      const fields = Object.entries(parseConfig(definition, task));
      return `    ${task}: ${fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(" ") || "nothing to set"}`;
    });
    const { name, whenToUse, whenNotToUse, searchSpace } = definition;
    const searched = `    --search varies ${Object.keys(searchSpace).join(", ") || "nothing"}`;
    return [`  ${name}: ${whenToUse}`, `    Leave it: ${whenNotToUse}`, ...tasks, searched].join("\n");
  });
  return `Models, and the fields of their configs:\n${models.join("\n")}`;
}
