/** What one look found. */
export interface Finding {
  readonly subject: string;
  /** `missing` is needed and not there; `limited` is not needed, or works less well. */
  readonly state: "ok" | "limited" | "missing";
  readonly text: string;
  /** How to get what is missing. */
  readonly remedy?: string;
}

/** The first line of what an error says. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}
