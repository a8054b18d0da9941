export interface FieldProblems {
  /** By field name: what the API said of it. */
  readonly fields: ReadonlyMap<string, string>;
  /** What it said of no field of this form; null where every part found its field. */
  readonly rest: string | null;
}

/**
 * Divides an API's answer to a form, such as "…: epochs: Too small, received 0; l2: …", among the fields it names. The
 * text is only placed by this, never interpreted: what names no field is shown whole above the form.
 */
export function fieldProblems(message: string, names: readonly string[]): FieldProblems {
  const fields = new Map<string, string>();
  const rest: string[] = [];
  for (const part of message.split("; ")) {
    const name = names
      .filter((candidate) => problemOf(part, candidate) !== null)
      .sort((a, b) => b.length - a.length)[0];
    const problem = name === undefined ? null : problemOf(part, name);
    if (name !== undefined && problem !== null) fields.set(name, problem);
    else rest.push(part);
  }
  return { fields, rest: rest.length === 0 ? null : rest.join("; ") };
}

/** The text after "name: ", or after "name.1: " for a place inside a field's value. */
function problemOf(part: string, name: string): string | null {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return part.match(new RegExp(`(?:^|[\\s.])${escaped}(?:\\.\\w+)*: (.+)$`, "s"))?.[1] ?? null;
}
