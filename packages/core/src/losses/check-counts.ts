import { InvalidInteractionsError } from "../errors/errors.js";

/** For a loss that weighs an observation by its value. @throws InvalidInteractionsError for one below 0 */
export function checkCounts(lossName: string, values: Float32Array): void {
  const negative = values.find((value) => value < 0);
  if (negative !== undefined)
    throw new InvalidInteractionsError(
      `${lossName} takes values for counts, and one is ${negative}: none may be below 0.`,
    );
}
