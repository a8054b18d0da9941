import type { ModelDefinition } from "../../src/models/model.js";

const [open, close] = ["<!-- models -->", "<!-- /models -->"];

/** The models of docs/models.md, told by their definitions. */
export function modelsTable(definitions: Iterable<ModelDefinition>): string {
  const rows = [...definitions].map(({ name, title, summary, paper, whenToUse, whenNotToUse }) => [
    `\`${name}\``,
    `**${title}.** ${summary}`,
    paper,
    whenToUse,
    whenNotToUse ?? "",
  ]);
  const header = ["name", "what it does", "paper", "when to use it", "when not"];
  return [header, header.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

/** @throws Error for a document without a place for the table */
export function withModelsTable(document: string, table: string): string {
  const start = document.indexOf(open);
  const end = document.indexOf(close, start);
  if (start < 0 || end < 0)
    throw new Error(`The document has no place for the models: add ${open} and ${close}.`);
  return `${document.slice(0, start + open.length)}\n${table}\n${document.slice(end)}`;
}
