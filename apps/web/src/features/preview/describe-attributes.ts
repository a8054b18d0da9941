/** What is known of a user or an item, in one line: "age 24 · occupation writer". Empty where nothing is. */
export function describeAttributes(attributes: Readonly<Record<string, unknown>> | null): string {
  return Object.entries(attributes ?? {})
    .flatMap(([name, value]) => {
      const text = asText(value);
      return text === "" ? [] : [`${name} ${text}`];
    })
    .join(" · ");
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(asText).filter(Boolean).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
