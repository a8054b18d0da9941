/** Text that is HTML or SVG already. Only `markup` makes it, so everything else is escaped where it is put in. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | readonly Markup[];

/**
 * HTML or SVG from a template. What is put in is escaped, in text and in quoted attributes, unless it is markup itself:
 *
 * ```ts
 * markup`<td title="${name}">${name}</td>`
 * ```
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = strings.reduce((before, string, i) => before + render(parts[i - 1] ?? "") + string);
  return new Markup(text);
}

/** Nothing, where markup is wanted. */
export const nothing = new Markup("");

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return part.map(({ text }) => text).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
