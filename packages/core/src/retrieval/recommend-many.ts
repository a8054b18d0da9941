import { type CompressedRows, rowOf } from "../data/compressed-rows.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { Scorer } from "../models/model.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { catalogueBlocks } from "./catalogue-blocks.js";
import { recommend } from "./recommend.js";
import { recommendManyByVectors } from "./recommend-by-vectors.js";
import { throwIfAborted } from "./throw-if-aborted.js";
import { type Recommendation, topK } from "./top-k.js";

export interface RecommendManyOptions {
  /** [n] */
  readonly users: Int32Array;
  /** How many items to return to each user. */
  readonly k: number;
  /** Users × items not to recommend them, such as `interactions.byUser`. */
  readonly exclude?: CompressedRows | undefined;
  /** The only items to consider, for every user. Unset: the whole catalogue. */
  readonly candidates?: Int32Array | undefined;
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What `recommend` gives each user, in the order of `users`, scored in blocks of bounded memory.
 *
 * @throws what `recommend` throws, InvalidInteractionsError for exclusions of another number of users, AbortedError
 */
export async function recommendMany(
  scorer: Scorer,
  options: RecommendManyOptions,
): Promise<Recommendation[][]> {
  const { users, k, exclude, candidates, threads, signal } = options;
  const { numUsers, numItems } = scorer.dimensions;
  if (exclude && exclude.offsets.length - 1 !== numUsers) {
    throw new InvalidInteractionsError(
      `exclude has rows for ${exclude.offsets.length - 1} users, and the model knows ${numUsers}.`,
    );
  }
  const dots = candidates ? undefined : scorer.dotProducts?.();
  const kernels = dots && (await loadKernels({ threads }));
  if (dots && kernels) return recommendManyByVectors(kernels, dots, options);
  const lists: Recommendation[][] = [];
  if (candidates) {
    for (const userIndex of users) {
      throwIfAborted(signal);
      const excluded = exclude && rowOf(exclude, userIndex);
      lists.push(await recommend(scorer, { userIndex, k, candidates, exclude: excluded }));
      await yieldToEventLoop();
    }
    return lists;
  }
  for await (const block of catalogueBlocks(scorer, users, signal)) {
    block.users.forEach((userIndex, i) => {
      const scores = block.scores.subarray(i * numItems, (i + 1) * numItems);
      lists.push(topK(scores, k, { excluded: exclude && rowOf(exclude, userIndex) }));
    });
  }
  return lists;
}
