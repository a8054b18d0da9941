import { type ExplanationTerm, valueAt } from "../explanations/explanation.js";
import { solvePositiveDefinite } from "../linear-algebra/solve-positive-definite.js";
import { checkHistory } from "../models/check-history.js";
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
  const { matrix, targets, row } = equationsOf(factors, history, options);
  const solution = new Float64Array(factors.dim + 1);
  for (const [n, item] of history.itemIndex.entries()) {
    for (const [d, own] of row(item).entries()) {
      solution[d] = (solution[d] as number) + own * (targets[n] as number);
    }
  }
  solvePositiveDefinite(matrix, solution);
  const { dim } = factors;
  return { vector: Float32Array.from(solution.subarray(0, dim)), bias: solution[dim] as number };
}

/**
 * What each item of the history adds to the score of another, less the mean: the solution is linear in the values.
 *
 * @throws what `foldInRatings` throws
 */
export function explainRatings(
  factors: Factors,
  history: History,
  { itemIndex, ...options }: RatingFoldInOptions & { readonly itemIndex: number },
): ExplanationTerm[] {
  const { matrix, targets, row } = equationsOf(factors, history, options);
  const weights = row(itemIndex).slice();
  solvePositiveDefinite(matrix, weights);
  const items = Array.from(history.itemIndex, (item, n): ExplanationTerm => {
    const weight = row(item).reduce((sum, own, d) => sum + own * (weights[d] as number), 0);
    return { kind: "item", itemIndex: item, contribution: weight * (targets[n] as number) };
  });
  const { itemBias } = factors;
  if (!itemBias) return items;
  return [...items, { kind: "itemBias", contribution: itemBias[itemIndex] as number }];
}

interface Equations {
  /** [dim + 1, dim + 1] */
  readonly matrix: Float64Array;
  /** [items of the history] the values, less what is explained without the user */
  readonly targets: Float64Array;
  /** [dim + 1] an item's vector and 1 for the bias, in an array that the next call overwrites */
  row(item: number): Float64Array;
}

function equationsOf(factors: Factors, history: History, options: RatingFoldInOptions): Equations {
  const { dim, items, itemBias } = factors;
  const { itemIndex, value } = history;
  checkHistory(history, factors.dimensions.numItems);
  const size = dim + 1;
  const matrix = new Float64Array(size * size);
  const own = new Float64Array(size).fill(1);
  const row = (item: number) => {
    own.set(items.subarray(item * dim, (item + 1) * dim));
    return own;
  };
  for (const item of itemIndex) {
    row(item);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        matrix[a * size + b] = (matrix[a * size + b] as number) + (own[a] as number) * (own[b] as number);
      }
    }
  }
  for (let a = 0; a < size; a++) {
    const l2 = Math.max(leastL2, a < dim ? options.l2 : options.biasL2);
    const at = a * size + a;
    matrix[at] = (matrix[at] as number) + l2 * Math.max(1, itemIndex.length);
  }
  const targets = Float64Array.from(
    itemIndex,
    (item, n) => valueAt(value, n) - options.mean - (itemBias?.[item] ?? 0),
  );
  return { matrix, targets, row };
}
