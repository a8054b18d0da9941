import * as z from "zod";
import { type FeatureKind, missingRow } from "../feature-kind.js";

const valueRow = 1;
const firstBinRow = 2;

export interface NumericDeclaration {
  readonly bins: number;
}

export interface FittedNumeric {
  readonly mean: number;
  readonly standardDeviation: number;
  /** The range met: a value beyond it counts as the nearest end. */
  readonly min: number;
  readonly max: number;
  /** Where one bin ends and the next begins, ascending: a value equal to a border belongs above it. */
  readonly borders: readonly number[];
}

const finite = z.number().refine(Number.isFinite, "must be finite");

/**
 * A number, such as an age or a price: one row whose weight is the value less the mean, over the standard deviation.
 * With `bins`, a row of weight 1 besides for the quantile that the value lies in, so that what is learned need not be
 * linear.
 */
export const numeric: FeatureKind<NumericDeclaration, number, FittedNumeric> = {
  kind: "numeric",
  declaration: z.strictObject({
    kind: z.literal("numeric"),
    bins: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe("Quantiles that get a row of their own besides the one of the value; 0 for none."),
  }),
  valueSchema: () => finite,
  parse: parseFinite,
  fittedSchema: ({ bins }) =>
    z
      .strictObject({
        mean: finite,
        standardDeviation: finite.refine((deviation) => deviation > 0, "must be above 0"),
        min: finite,
        max: finite,
        borders: z
          .array(finite)
          .max(Math.max(0, bins - 1))
          .refine(isAscending, "must ascend"),
      })
      .refine(({ min, max }) => min <= max, "has a range that ends before it begins"),
  fit({ bins }, values) {
    if (values.length === 0) return { mean: 0, standardDeviation: 1, min: 0, max: 0, borders: [] };
    const sorted = Float64Array.from(values).sort();
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length;
    const quantiles = Array.from(
      { length: Math.max(0, bins - 1) },
      (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / bins)] as number,
    );
    const min = sorted[0] as number;
    return {
      mean,
      standardDeviation: Math.sqrt(variance) || 1,
      min,
      max: sorted[sorted.length - 1] as number,
      borders: [...new Set(quantiles)].filter((border) => border > min),
    };
  },
  encoder: ({ bins }, { mean, standardDeviation, min, max, borders }) => ({
    numRows: firstBinRow + (bins > 0 ? borders.length + 1 : 0),
    encode(value, bag) {
      if (value === undefined) {
        bag.add(missingRow, 1);
        return;
      }
      const within = Math.min(max, Math.max(min, value));
      bag.add(valueRow, (within - mean) / standardDeviation);
      if (bins > 0) bag.add(firstBinRow + borders.filter((border) => within >= border).length, 1);
    },
  }),
};

function parseFinite(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : undefined;
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || (values[i - 1] as number) < value);
}
