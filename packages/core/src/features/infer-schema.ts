import type { FeatureDeclaration, FeatureRecord, FeatureValue } from "./feature-schema.js";

/** What the columns of a table look like. */
export interface InferredSchema {
  readonly schema: Readonly<Record<string, FeatureDeclaration>>;
  /** Columns that no feature is made of, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** Whole numbers of so few values are codes of a category, such as occupations by number. */
const maxCodes = 30;
/** Bins of a number: what is learned of it need not be linear. */
const bins = 10;
/** Values of a category, or words, that just one entity has say nothing of another. */
const minCount = 2;
/** Words of a text, on average, from which on it is one. */
const minWords = 2;
/** A column with more distinct values a row than this names its rows. */
const maxDistinctShare = 0.5;

/**
 * Guesses a schema from records: lists, and texts in which some have parts separated by bars, are multi-valued; numbers
 * are numeric, or categorical where they are a few whole ones; texts of several words are hashed; other texts are
 * categorical, and left out where nearly every row has one of its own.
 */
export function inferSchema(records: Iterable<FeatureRecord>): InferredSchema {
  const columns = new Map<string, FeatureValue[]>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined || value === "") continue;
      const values = columns.get(name);
      if (values) values.push(value);
      else columns.set(name, [value]);
    }
  }
  const schema: Record<string, FeatureDeclaration> = {};
  const leftOut: { name: string; reason: string }[] = [];
  for (const [name, values] of columns) {
    const declaration = declarationOf(values);
    if (declaration) schema[name] = declaration;
    else leftOut.push({ name, reason: "nearly every row has a value of its own" });
  }
  return { schema, leftOut };
}

function declarationOf(values: readonly FeatureValue[]): FeatureDeclaration | undefined {
  if (values.some((value) => typeof value === "object")) return { kind: "multi-valued", minCount };
  const texts = values.map(String);
  const distinct = new Set(texts).size;
  if (texts.every((text) => Number.isFinite(Number(text)))) {
    // A number that a reader made of a text is one; a text of digits may be a code.
    const areCodes =
      distinct <= maxCodes && values.every((value) => typeof value === "string" && /^-?\d+$/.test(value));
    return areCodes ? { kind: "categorical", minCount } : { kind: "numeric", bins };
  }
  if (texts.some((text) => text.includes("|"))) return { kind: "multi-valued", minCount };
  const isMostlyDistinct = distinct > maxDistinctShare * texts.length && distinct > maxCodes;
  if (!isMostlyDistinct) return { kind: "categorical", minCount };
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0) / texts.length;
  return words >= minWords ? { kind: "hashed-text", buckets: bucketsFor(texts) } : undefined;
}

/** A power of two of at least twice the words, between 1,024 and 262,144. */
function bucketsFor(texts: readonly string[]): number {
  const words = new Set(texts.flatMap((text) => text.toLowerCase().split(/\s+/)));
  return Math.min(2 ** 18, Math.max(1024, 2 ** Math.ceil(Math.log2(2 * words.size))));
}
