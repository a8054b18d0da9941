import * as z from "zod";
import { missingRow } from "../feature-kind.js";

/** The row of every value that is not in the vocabulary. */
const unknownRow = 1;
const firstValueRow = 2;

/** What a categorical or multi-valued feature declares of its vocabulary. */
export const vocabularyFields = {
  minCount: z
    .int()
    .min(1)
    .default(1)
    .describe("Entities that must have a value for it to get a row of its own; rarer ones share one."),
  maxValues: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe("Most values with a row of their own: the most frequent ones."),
};

export interface VocabularyFields {
  readonly minCount: number;
  readonly maxValues: number;
}

/** The values with a row of their own, the most frequent first. */
export interface FittedVocabulary {
  readonly values: readonly string[];
}

const maxValueLength = 500;
export const valueText = z.string().min(1).max(maxValueLength);

export const fittedVocabulary = ({ maxValues }: VocabularyFields): z.ZodType<FittedVocabulary> =>
  z.strictObject({
    values: z
      .array(valueText)
      .max(maxValues)
      .refine((values) => new Set(values).size === values.length, "has a value twice"),
  });

/** @param values with repetitions; equally frequent ones stay in the order first met */
export function fitVocabulary(
  { minCount, maxValues }: VocabularyFields,
  values: Iterable<string>,
): FittedVocabulary {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= minCount).sort(([, a], [, b]) => b - a);
  return { values: kept.slice(0, maxValues).map(([value]) => value) };
}

/** Rows of a table: one for what is missing, one for what is unknown, then one a value. */
export class CategoryRows {
  readonly numRows: number;
  readonly missing = missingRow;
  readonly #rowOf: ReadonlyMap<string, number>;

  constructor({ values }: FittedVocabulary) {
    this.numRows = firstValueRow + values.length;
    this.#rowOf = new Map(values.map((value, i) => [value, firstValueRow + i]));
  }

  rowOf(value: string): number {
    return this.#rowOf.get(value) ?? unknownRow;
  }
}
