import type { ConfigField } from "./config-fields";

/** What stands in the controls: text, or on and off. */
export type ConfigValues = Readonly<Record<string, string | boolean>>;

/** The controls' contents for a config, such as the defaults of a task. */
export function toValues(
  fields: readonly ConfigField[],
  config: Readonly<Record<string, unknown>>,
): ConfigValues {
  return Object.fromEntries(fields.map((field) => [field.name, toValue(field, config[field.name])]));
}

function toValue(field: ConfigField, value: unknown): string | boolean {
  if (field.kind === "switch") return value === true;
  if (value === undefined || value === null) return "";
  if (field.kind === "numbers" && Array.isArray(value)) return value.join(", ");
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

export interface ReadConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** What is wrong, by field name. */
  readonly problems: ReadonlyMap<string, string>;
}

/** The config that the controls say, checked against the schema's own bounds before the API is asked. */
export function readConfig(fields: readonly ConfigField[], values: ConfigValues): ReadConfig {
  const config: Record<string, unknown> = {};
  const problems = new Map<string, string>();
  for (const field of fields) {
    const read = readField(field, values[field.name] ?? "");
    if ("problem" in read) problems.set(field.name, read.problem);
    else if (read.value !== undefined) config[field.name] = read.value;
  }
  return { config, problems };
}

type Read = { readonly value: unknown } | { readonly problem: string };

function readField(field: ConfigField, entered: string | boolean): Read {
  if (typeof entered === "boolean") return { value: entered };
  const text = entered.trim();
  if (text === "") {
    if (field.empty === "missing") return { problem: "Enter a value." };
    return { value: field.empty === "null" ? null : undefined };
  }
  switch (field.kind) {
    case "number":
      return readNumber(field, text);
    case "numbers":
      return readNumbers(field, text);
    case "choice":
      return field.options.includes(text)
        ? { value: text }
        : { problem: `“${text}” is not one of ${field.options.join(", ")}.` };
    case "json":
      return readJson(text);
    case "text":
    case "switch":
      return { value: text };
  }
}

type Numeric = Pick<Extract<ConfigField, { kind: "number" }>, "integer" | "bounds">;

function readNumber({ integer, bounds }: Numeric, text: string): Read {
  const value = Number(text);
  if (!Number.isFinite(value)) return { problem: `“${text}” is not a number.` };
  if (integer && !Number.isInteger(value)) return { problem: `${text} is not a whole number.` };
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  if (minimum !== undefined && value < minimum) return { problem: `At least ${minimum}.` };
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return { problem: `More than ${exclusiveMinimum}.` };
  if (maximum !== undefined && value > maximum) return { problem: `At most ${maximum}.` };
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return { problem: `Less than ${exclusiveMaximum}.` };
  return { value };
}

function readNumbers(field: Extract<ConfigField, { kind: "numbers" }>, text: string): Read {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const value: unknown[] = [];
  for (const part of parts) {
    const read = readNumber(field, part);
    if ("problem" in read) return { problem: parts.length > 1 ? `${part}: ${read.problem}` : read.problem };
    value.push(read.value);
  }
  if (value.length < field.minItems) return { problem: `At least ${field.minItems} numbers.` };
  if (value.length > field.maxItems) return { problem: `At most ${field.maxItems} numbers.` };
  return { value };
}

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: "This is not JSON." };
  }
}
