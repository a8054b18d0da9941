import { UsageError } from "./command-line.js";

/**
 * The document with what stands between the marks of each benchmark replaced.
 *
 * @param sections benchmark name → Markdown
 * @throws UsageError for a benchmark without marks
 */
export function updateDocument(text: string, sections: ReadonlyMap<string, string>): string {
  let updated = text;
  for (const [name, section] of sections) {
    const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const start = updated.indexOf(open);
    const end = updated.indexOf(close, start);
    if (start < 0 || end < 0)
      throw new UsageError(`The document has no place for "${name}": add ${open} and ${close}.`);
    updated = `${updated.slice(0, start + open.length)}\n\n${section}\n\n${updated.slice(end)}`;
  }
  return updated;
}
