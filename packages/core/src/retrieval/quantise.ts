/** The largest int8 number that has an opposite. */
const largestItem = 127;
const largestQuery = 32_767;
const largestSum = 2 ** 31 - 1;

/** Rows of numbers in eight bits each. */
export interface QuantisedRows {
  /** [rows, dim], −127 … 127 */
  readonly values: Int8Array;
  /** [rows] what one step is worth: row r is about values[r] · scales[r] */
  readonly scales: Float32Array;
}

/**
 * Rounds each row to 255 steps between ± its largest component: off by at most half a step, |x|∞ / 254.
 *
 * @param items [rows, dim], finite
 */
export function quantiseRows(items: Float32Array, dim: number): QuantisedRows {
  const scales = new Float32Array(items.length / dim);
  const values = new Int8Array(items.length);
  for (let row = 0; row < scales.length; row++) {
    const scale = Math.fround(largest(items, row * dim, dim) / largestItem);
    scales[row] = scale;
    if (scale === 0) continue;
    for (let at = row * dim; at < (row + 1) * dim; at++) {
      values[at] = Math.max(-largestItem, Math.min(largestItem, Math.round((items[at] as number) / scale)));
    }
  }
  return { values, scales };
}

/** A query in sixteen bits, or in as many as its products with int8 numbers sum up in 32. */
export interface QuantisedQuery {
  /** [dim, rounded up to whole pairs] */
  readonly values: Int16Array;
  /** What one step is worth. */
  readonly scale: number;
}

/** @param query [dim], finite */
export function quantiseQuery(query: Float32Array): QuantisedQuery {
  const dim = query.length;
  const steps = Math.min(largestQuery, Math.floor(largestSum / (largestItem * dim)));
  const scale = Math.fround(largest(query, 0, dim) / steps);
  const values = new Int16Array(dim + (dim % 2));
  if (scale === 0) return { values, scale };
  for (let j = 0; j < dim; j++) {
    values[j] = Math.max(-steps, Math.min(steps, Math.round((query[j] as number) / scale)));
  }
  return { values, scale };
}

function largest(values: Float32Array, from: number, count: number): number {
  let most = 0;
  for (let at = from; at < from + count; at++) most = Math.max(most, Math.abs(values[at] as number));
  return most;
}
