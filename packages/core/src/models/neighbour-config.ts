import * as z from "zod";
import { type WeightingName, weightingNames } from "../neighbours/weighting.js";

/** The field of models that learn from pairs or, where asked, from weighted pairs. */
export const useValuesField = z
  .boolean()
  .default(false)
  .describe(
    "Lets an interaction weigh its value, which must be above 0 (plays, minutes), instead of 1; repeated pairs add up.",
  );

/** The config of models that look for the nearest rows of a matrix. */
export function neighbourConfigShape(defaults: {
  numNeighbours: number;
  shrinkage: number;
  weighting: WeightingName;
}) {
  return {
    numNeighbours: z
      .int()
      .min(1)
      .max(10_000)
      .default(defaults.numNeighbours)
      .describe("How many of the most similar are kept."),
    shrinkage: z
      .number()
      .min(0)
      .max(100_000)
      .default(defaults.shrinkage)
      .describe("Added to the cosine's denominator: lowers similarities that rest on few interactions."),
    weighting: z
      .enum(weightingNames)
      .default(defaults.weighting)
      .describe("How interactions weigh in similarities: alike, or more where they tell more."),
    useValues: useValuesField,
  };
}
