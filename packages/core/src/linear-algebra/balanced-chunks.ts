export interface BalancedChunksOptions {
  readonly numRows: number;
  /** What a row costs, in any unit. */
  readonly costOf: (row: number) => number;
  /** What a chunk may cost; a single row may cost more. */
  readonly maxCost: number;
}

/**
 * Where chunks of consecutive rows begin, such that none costs more than asked: chunk c is the rows from `result[c]`
 * to `result[c + 1]`. They depend on the rows alone, so that work divided by them is the same on any number of threads.
 *
 * @returns [chunks + 1], from 0 to numRows
 */
export function balancedChunks({ numRows, costOf, maxCost }: BalancedChunksOptions): Int32Array {
  const starts = [0];
  let cost = 0;
  for (let row = 0; row < numRows; row++) {
    const own = costOf(row);
    if (cost > 0 && cost + own > maxCost) {
      starts.push(row);
      cost = 0;
    }
    cost += own;
  }
  if (numRows > 0) starts.push(numRows);
  return Int32Array.from(starts);
}
