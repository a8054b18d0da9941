import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import type { History } from "../models/model.js";
import type { SparseMatrix } from "./sparse-matrix.js";

export interface HistoryMatrixOptions {
  /** False where the model was trained without values: then every item weighs 1. True unless given. */
  readonly useValues?: boolean;
}

/**
 * Histories as the rows of a matrix, columns ascending: an item's weight is its value, or 1.
 *
 * @returns [histories, numItems]
 * @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for an item that is there twice,
 *   and for values of another length or that are not above 0
 */
export function historyMatrix(
  histories: readonly History[],
  numItems: number,
  { useValues = true }: HistoryMatrixOptions = {},
): SparseMatrix {
  const offsets = new Int32Array(histories.length + 1);
  for (const [row, { itemIndex }] of histories.entries()) {
    offsets[row + 1] = (offsets[row] as number) + itemIndex.length;
  }
  const length = offsets[histories.length] as number;
  const columns = new Int32Array(length);
  const weighted = useValues && histories.some(({ value }) => value !== undefined);
  const values = weighted ? new Float32Array(length).fill(1) : undefined;
  for (const [row, { itemIndex, value }] of histories.entries()) {
    checkItems(itemIndex, numItems);
    const start = offsets[row] as number;
    if (!value || !values) {
      columns.set(itemIndex, start);
      columns.subarray(start, start + itemIndex.length).sort();
    } else {
      checkValues(value, itemIndex.length);
      const order = Array.from(itemIndex.keys()).sort(
        (a, b) => (itemIndex[a] as number) - (itemIndex[b] as number),
      );
      for (const [i, position] of order.entries()) {
        columns[start + i] = itemIndex[position] as number;
        values[start + i] = value[position] as number;
      }
    }
    for (let i = start + 1; i < start + itemIndex.length; i++) {
      if (columns[i] === columns[i - 1])
        throw new InvalidInteractionsError(
          `A history has itemIndex ${columns[i]} twice: give each item once.`,
        );
    }
  }
  return { numRows: histories.length, numColumns: numItems, offsets, columns, values };
}

function checkItems(itemIndex: Int32Array, numItems: number): void {
  for (const item of itemIndex) {
    if (item < 0 || item >= numItems)
      throw new UnknownIdError(`A history has itemIndex ${item}, which is outside 0 … ${numItems - 1}.`);
  }
}

function checkValues(value: Float32Array, length: number): void {
  if (value.length !== length)
    throw new InvalidInteractionsError(`A history has ${length} items and ${value.length} values.`);
  for (const weight of value) {
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new InvalidInteractionsError(
        `A history has the value ${weight}: a value is a weight above 0, and finite.`,
      );
  }
}
