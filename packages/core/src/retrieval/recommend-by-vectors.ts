import { type CompressedRows, rowOf } from "../data/compressed-rows.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { checkIndices } from "./checked-scores.js";
import type { DotProducts } from "./dot-products.js";
import { searchManyPanels, searchPanels } from "./search-panels.js";
import { throwIfAborted } from "./throw-if-aborted.js";
import type { Recommendation } from "./top-k.js";

/** Multiplications between two looks at the signal: some ten milliseconds. */
const blockWork = 2 ** 30;
/** More make progress coarser. */
const maxUsers = 8192;

interface VectorRequest {
  readonly k: number;
  /** Users × items */
  readonly exclude?: CompressedRows | undefined;
}

/** `recommend` for a scorer of dot products, without an array of all scores. @throws what `recommend` throws */
export function recommendByVector(
  kernels: Kernels,
  dots: DotProducts,
  request: {
    readonly userIndex: number;
    readonly k: number;
    readonly exclude?: Int32Array | undefined;
    readonly candidates?: Int32Array | undefined;
  },
): Recommendation[] {
  const { userIndex } = request;
  checkIndices("userIndex", Int32Array.of(userIndex), dots.numUsers);
  const { dim, users } = dots.vectors;
  const query = users.subarray(userIndex * dim, (userIndex + 1) * dim);
  return withUserBias(dots, userIndex, searchPanels(kernels, dots.panels(kernels), { ...request, query }));
}

/** `recommendMany` in the whole catalogue for a scorer of dot products. @throws what `recommendMany` throws */
export async function recommendManyByVectors(
  kernels: Kernels,
  dots: DotProducts,
  request: VectorRequest & { readonly users: Int32Array; readonly signal?: AbortSignal | undefined },
): Promise<Recommendation[][]> {
  const { users, k, exclude, signal } = request;
  checkIndices("userIndex", users, dots.numUsers);
  const { dim, users: values } = dots.vectors;
  const size = usersPerBlock(dots);
  const lists: Recommendation[][] = [];
  for (let start = 0; start < users.length; start += size) {
    throwIfAborted(signal);
    const index = users.subarray(start, start + size);
    const userOf = (query: number) => index[query] as number;
    const found = searchManyPanels(kernels, dots.panels(kernels), {
      queries: { dim, values, index },
      k,
      exclude: exclude && ((query) => rowOf(exclude, userOf(query))),
      userOf,
    });
    for (const [query, list] of found.entries()) lists.push(withUserBias(dots, userOf(query), list));
    await yieldToEventLoop();
  }
  return lists;
}

/** How many users the kernels score between two looks at the signal. */
export function usersPerBlock({ numItems, vectors }: DotProducts): number {
  const users = Math.floor(blockWork / (Math.max(1, numItems) * vectors.dim));
  return Math.max(64, Math.min(maxUsers, users - (users % 64)));
}

function withUserBias(dots: DotProducts, userIndex: number, list: Recommendation[]): Recommendation[] {
  const bias = dots.vectors.userBias?.[userIndex] ?? 0;
  if (bias === 0) return list;
  return list.map(({ itemIndex, score }) => ({ itemIndex, score: Math.fround(score + bias) }));
}
