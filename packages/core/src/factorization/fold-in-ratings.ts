import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { solvePositiveDefinite } from "../linear-algebra/solve-positive-definite.js";
import type { Factors } from "../models/factors.js";
import type { History } from "../models/model.js";
import type { FoldedUser } from "./fold-in.js";

/** Keeps equations solvable where nothing else does, a millionth of a rating's weight. */
const leastL2 = 1e-6;

export interface RatingFoldInOptions {
  readonly l2: number;
  readonly biasL2: number;
  /** Taken off the values: what a score of 0 stands for. */
  readonly mean: number;
}

/**
 * The vector u and bias b of a user whom the model has not seen: those at which the updates of training would rest
 * while the items stay. They minimise
 *
 *   Σ (value − mean − bias of i − b − u · i)² + n · (l2 · |u|² + biasL2 · b²)
 *
 * over the n items i of the history: a ridge regression, solved exactly. Values are 1 unless given.
 *
 * @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for values of another length
 */
export function foldInRatings(factors: Factors, history: History, options: RatingFoldInOptions): FoldedUser {
  const { dim, items, itemBias } = factors;
  const { itemIndex, value } = history;
  check(history, factors.dimensions.numItems);
  const size = dim + 1;
  const matrix = new Float64Array(size * size);
  const solution = new Float64Array(size);
  const row = new Float64Array(size).fill(1);
  for (const [n, item] of itemIndex.entries()) {
    row.set(items.subarray(item * dim, (item + 1) * dim));
    const target = (value ? (value[n] as number) : 1) - options.mean - (itemBias?.[item] ?? 0);
    for (let a = 0; a < size; a++) {
      const own = row[a] as number;
      solution[a] = (solution[a] as number) + own * target;
      for (let b = 0; b < size; b++) {
        matrix[a * size + b] = (matrix[a * size + b] as number) + own * (row[b] as number);
      }
    }
  }
  for (let a = 0; a < size; a++) {
    const l2 = Math.max(leastL2, a < dim ? options.l2 : options.biasL2);
    const at = a * size + a;
    matrix[at] = (matrix[at] as number) + l2 * Math.max(1, itemIndex.length);
  }
  solvePositiveDefinite(matrix, solution);
  return { vector: Float32Array.from(solution.subarray(0, dim)), bias: solution[dim] as number };
}

function check({ itemIndex, value }: History, numItems: number): void {
  if (value && value.length !== itemIndex.length)
    throw new InvalidInteractionsError(`A history has ${value.length} values for ${itemIndex.length} items.`);
  for (const item of itemIndex) {
    if (item < 0 || item >= numItems)
      throw new UnknownIdError(`A history has itemIndex ${item}, which is outside 0 … ${numItems - 1}.`);
  }
}
