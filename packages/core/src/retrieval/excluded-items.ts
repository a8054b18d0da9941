import { type CompressedRows, rowOf } from "../data/compressed-rows.js";
import { InvalidInteractionsError } from "../errors/errors.js";

/** @throws InvalidInteractionsError unless there is a row for each user that the model knows */
export function checkExclusions({ offsets }: CompressedRows, numUsers: number): void {
  if (offsets.length - 1 === numUsers) return;
  throw new InvalidInteractionsError(
    `exclude has rows for ${offsets.length - 1} users, and the model knows ${numUsers}.`,
  );
}

/** Of exclusions that are one user's, or a row for each user: those of the user. @throws as `checkExclusions` */
export function excludedItems(
  exclude: Int32Array | CompressedRows | undefined,
  { userIndex, numUsers }: { readonly userIndex: number; readonly numUsers: number },
): Int32Array | undefined {
  if (!exclude || exclude instanceof Int32Array) return exclude;
  checkExclusions(exclude, numUsers);
  return rowOf(exclude, userIndex);
}
