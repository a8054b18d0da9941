import { InvalidConfigError } from "../errors/errors.js";

/**
 * JSON in its one canonical spelling: keys in code unit order, no white space, properties that are undefined left
 * out. Equal values have equal text, whatever order their keys were written in.
 *
 * @throws InvalidConfigError for what JSON cannot hold: NaN, infinities, functions, big integers, class instances
 */
export function canonicalJson(value: unknown): string {
  return canonical(value, "value");
}

function canonical(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((element, i) => canonical(element, `${path}[${i}]`)).join(",")}]`;
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field, `${path}.${key}`)}`).join(",")}}`;
  }
  throw new InvalidConfigError(
    `${path} is ${String(value)}, which JSON cannot hold. Use finite numbers, strings, booleans, null, arrays and plain objects.`,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
