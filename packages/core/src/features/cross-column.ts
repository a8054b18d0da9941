import { BagBuilder, type Bags } from "./bags.js";
import type { FeatureColumn } from "./feature-column.js";

/** One of the two columns that are crossed, and whose bags it has. */
export interface CrossedColumn {
  readonly side: "user" | "item" | "context";
  readonly column: FeatureColumn;
}

/** What a table of crossed features reads: for each pair of a row of one column and a row of another, a row. */
export interface CrossColumn {
  readonly name: string;
  /** Rows that the table has: one for each pair of rows, or fewer that they share by their hash. */
  readonly numRows: number;
  readonly left: CrossedColumn;
  readonly right: CrossedColumn;
}

/** @param maxRows the most rows that the table may have */
export function crossColumns(left: CrossedColumn, right: CrossedColumn, maxRows: number): CrossColumn {
  return {
    name: `${left.column.name}×${right.column.name}`,
    numRows: Math.min(maxRows, left.column.numRows * right.column.numRows),
    left,
    right,
  };
}

/** Bags and which of them each entry of a batch has, [batch]. */
export interface IndexedBags {
  readonly bags: Bags;
  readonly index: Int32Array;
}

/**
 * For each entry of a batch the cross product of its two bags: a row for each pair of rows, weighted by the product of
 * their weights. Cheng et al., Wide & deep learning for recommender systems, DLRS 2016, formula 1.
 */
export function crossBags(
  { left, right, numRows }: CrossColumn,
  lefts: IndexedBags,
  rights: IndexedBags,
): Bags {
  const crossed = new BagBuilder();
  const rightRows = right.column.numRows;
  const hasRowForEach = numRows === left.column.numRows * rightRows;
  for (let entry = 0; entry < lefts.index.length; entry++) {
    const [leftStart, leftEnd] = boundsOf(lefts, entry);
    const [rightStart, rightEnd] = boundsOf(rights, entry);
    for (let l = leftStart; l < leftEnd; l++) {
      const first = (lefts.bags.rows[l] as number) * rightRows;
      const weight = lefts.bags.weights[l] as number;
      for (let r = rightStart; r < rightEnd; r++) {
        const pair = first + (rights.bags.rows[r] as number);
        const row = hasRowForEach ? pair : spread(pair) % numRows;
        crossed.add(row, weight * (rights.bags.weights[r] as number));
      }
    }
    crossed.next();
  }
  return crossed.build();
}

function boundsOf({ bags: { offsets }, index }: IndexedBags, entry: number): [number, number] {
  const entity = index[entry] as number;
  return [offsets[entity] as number, offsets[entity + 1] as number];
}

/** A hash of a whole number, 0 … 2³² − 1: the finaliser of MurmurHash3. */
function spread(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
