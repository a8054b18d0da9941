import * as z from "zod";
import { type FeatureKind, missingRow } from "../feature-kind.js";

const firstElementRow = 1;

/**
 * Numbers from elsewhere, such as the embedding of an image: one row for each element, weighted by it, so that what an
 * entity gets of the table is a learned linear projection of its vector.
 */
export const givenVector: FeatureKind<{ readonly size: number }, readonly number[], Record<string, never>> = {
  kind: "vector",
  declaration: z.strictObject({
    kind: z.literal("vector"),
    size: z.int().min(1).max(65_536).describe("How many numbers each vector has."),
  }),
  valueSchema: ({ size }) =>
    z.array(z.number().refine(Number.isFinite, "must be finite")).length(size).readonly(),
  // Elements separated by spaces, commas, bars or semicolons, in brackets or not.
  parse(text) {
    const elements = text
      .replaceAll(/[[\]]/g, " ")
      .trim()
      .split(/[\s,;|]+/)
      .map(Number);
    return elements.every(Number.isFinite) ? elements : undefined;
  },
  fittedSchema: () => z.strictObject({}),
  fit: () => ({}),
  encoder: ({ size }) => ({
    numRows: firstElementRow + size,
    encode(value, bag) {
      if (value === undefined) bag.add(missingRow, 1);
      else for (let d = 0; d < size; d++) bag.add(firstElementRow + d, value[d] as number);
    },
  }),
};
