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

/** One of a set of values, such as a gender or a country: one row of weight 1. A number or boolean counts as its text. */
export const categorical: FeatureKind<VocabularyFields, string | number | boolean, FittedVocabulary> = {
  kind: "categorical",
  declaration: z.strictObject({ kind: z.literal("categorical"), ...vocabularyFields }),
  valueSchema: () => z.union([valueText, z.number(), z.boolean()]),
  parse: (text) => text,
  fittedSchema: fittedVocabulary,
  fit: (declaration, values) => fitVocabulary(declaration, values.map(String)),
  encoder: (_, fitted) => {
    const rows = new CategoryRows(fitted);
    return {
      numRows: rows.numRows,
      encode: (value, bag) => bag.add(value === undefined ? rows.missing : rows.rowOf(String(value)), 1),
    };
  },
};
