import * as z from "zod";
import type { FeatureKind } from "../feature-kind.js";
import {
  CategoryRows,
  type FittedVocabulary,
  fittedVocabulary,
  fitVocabulary,
  type VocabularyFields,
  valueText,
  vocabularyFields,
} from "./category-rows.js";

const maxValues = 10_000;

/** Any number of values, such as genres or tags: one row each, of weight 1 / n. None at all counts as missing. */
export const multiValued: FeatureKind<VocabularyFields, readonly string[], FittedVocabulary> = {
  kind: "multi-valued",
  declaration: z.strictObject({ kind: z.literal("multi-valued"), ...vocabularyFields }),
  valueSchema: () => z.array(valueText).max(maxValues).readonly(),
  parse: (text) =>
    text
      .split("|")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  fittedSchema: fittedVocabulary,
  fit: (declaration, values) => fitVocabulary(declaration, distinctValues(values)),
  encoder: (_, fitted) => {
    const rows = new CategoryRows(fitted);
    return {
      numRows: rows.numRows,
      encode(value, bag) {
        const distinct = new Set(value);
        for (const each of distinct) bag.add(rows.rowOf(each), 1 / distinct.size);
        if (distinct.size === 0) bag.add(rows.missing, 1);
      },
    };
  },
};

function* distinctValues(lists: Iterable<readonly string[]>): Generator<string> {
  for (const list of lists) yield* new Set(list);
}
