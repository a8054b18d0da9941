import { InvalidInteractionsError } from "../errors/errors.js";
import { checkHistory, refuseFeatures } from "../models/check-history.js";
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
 *   for values of another length or that are not finite, and for one not above 0 where values are read,
 *   InvalidFeaturesError for features, which no model of a matrix reads
 */
export function historyMatrix(
  histories: readonly History[],
  numItems: number,
  { useValues = true }: HistoryMatrixOptions = {},
): SparseMatrix {
  refuseFeatures(histories);
  const offsets = new Int32Array(histories.length + 1);
  for (const [row, { itemIndex }] of histories.entries()) {
    offsets[row + 1] = (offsets[row] as number) + itemIndex.length;
  }
  const length = offsets[histories.length] as number;
  const columns = new Int32Array(length);
  const weighted = useValues && histories.some(({ value }) => value !== undefined);
  const values = weighted ? new Float32Array(length).fill(1) : undefined;
  for (const [row, history] of histories.entries()) {
    checkHistory(history, numItems);
    const { itemIndex, value } = history;
    const start = offsets[row] as number;
    if (!value || !values) {
      columns.set(itemIndex, start);
      columns.subarray(start, start + itemIndex.length).sort();
    } else {
      checkPositive(value);
      const order = Array.from(itemIndex.keys()).sort(
        (a, b) => (itemIndex[a] as number) - (itemIndex[b] as number),
      );
      for (const [i, position] of order.entries()) {
        columns[start + i] = itemIndex[position] as number;
        values[start + i] = value[position] as number;
      }
    }
  }
  return { numRows: histories.length, numColumns: numItems, offsets, columns, values };
}

function checkPositive(values: Float32Array): void {
  const wrong = values.find((weight) => !(weight > 0));
  if (wrong !== undefined)
    throw new InvalidInteractionsError(`A history has the value ${wrong}: this model reads weights above 0.`);
}
