import { UsageError } from "./command-line.js";

/**
 * What stands between the marks of a benchmark.
 *
 * @throws UsageError for a document without them
 */
export function sectionOf(text: string, name: string): string {
  const { from, to } = marksOf(text, name);
  return text.slice(from, to).trim();
}

/**
 * The document with what stands between the marks of each benchmark replaced.
 *
 * @param sections benchmark name → Markdown
 * @throws UsageError for a benchmark without marks
 */
export function updateDocument(text: string, sections: ReadonlyMap<string, string>): string {
  let updated = text;
  for (const [name, section] of sections) {
    const { from, to } = marksOf(updated, name);
    updated = `${updated.slice(0, from)}\n\n${section}\n\n${updated.slice(to)}`;
  }
  return updated;
}

/** Where the section of a benchmark starts and ends. */
function marksOf(text: string, name: string): { readonly from: number; readonly to: number } {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const start = text.indexOf(open);
  const to = text.indexOf(close, start);
  if (start < 0 || to < 0)
    throw new UsageError(`The document has no place for "${name}": add ${open} and ${close}.`);
  return { from: start + open.length, to };
}
