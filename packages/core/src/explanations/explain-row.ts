import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { type HistoryTerm, valueAt } from "./explanation.js";

/**
 * The terms of a score that is a weighted sum over the items of a row: its value times `weightOf` it. Items that weigh
 * nothing are left out.
 */
export function explainRow(
  { offsets, columns, values }: SparseMatrix,
  row: number,
  weightOf: (itemIndex: number) => number,
): HistoryTerm[] {
  const terms: HistoryTerm[] = [];
  for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
    const itemIndex = columns[i] as number;
    const contribution = valueAt(values, i) * weightOf(itemIndex);
    if (contribution !== 0) terms.push({ kind: "item", itemIndex, contribution });
  }
  return terms;
}
