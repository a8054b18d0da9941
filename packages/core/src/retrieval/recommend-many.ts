import { type CompressedRows, rowOf } from "../data/compressed-rows.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { History, ScoreOptions } from "../models/model.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { allowedItems, type ItemRules } from "./allowed-items.js";
import { bestForUser, bestOfScores } from "./best-items.js";
import { blockSize, catalogueBlocks } from "./catalogue-blocks.js";
import { type Diversity, diversify, poolSizeOf } from "./diversify.js";
import { checkExclusions } from "./excluded-items.js";
import { foldIn, type Recommender } from "./recommend.js";
import { recommendManyByVectors } from "./recommend-by-vectors.js";
import { throwIfAborted } from "./throw-if-aborted.js";
import { type Recommendation, topK } from "./top-k.js";

interface ListsOptions extends ItemRules {
  /** How many items to return to each. */
  readonly k: number;
  /** Trades scores for variety. Unset: by score alone. */
  readonly diversity?: Diversity | undefined;
  /** Of the moment of the request, for a model with features of context. */
  readonly context?: ScoreOptions["context"];
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** For users that the model was trained on. */
export interface RecommendToUsersOptions extends ListsOptions {
  /** [n] */
  readonly users: Int32Array;
  readonly histories?: never;
  /** Users × items not to recommend them, such as `interactions.byUser`. */
  readonly exclude?: CompressedRows | undefined;
}

/** For users that the model does not know, by what they had. */
export interface RecommendToHistoriesOptions extends ListsOptions {
  /** [n], none of which is recommended an item of its own */
  readonly histories: readonly History[];
  readonly users?: never;
}

/** Whom to recommend how many of which items. */
export type RecommendManyOptions = RecommendToUsersOptions | RecommendToHistoriesOptions;

/**
 * What `recommend` gives each user or history, in their order, scored in blocks of bounded memory.
 *
 * @throws what `recommend` throws, InvalidInteractionsError for exclusions of another number of users, AbortedError
 */
export async function recommendMany(
  scorer: Recommender,
  options: RecommendManyOptions,
): Promise<Recommendation[][]> {
  const { k, diversity, signal } = options;
  const request = {
    ...options,
    k: diversity ? poolSizeOf(diversity, k) : k,
    candidates: allowedItems(options, scorer.dimensions.numItems),
  };
  const pools =
    request.histories === undefined
      ? await bestForUsers(scorer, request)
      : await bestForHistories(scorer, request);
  if (!diversity) return pools;
  const lists: Recommendation[][] = [];
  for (const pool of pools) {
    throwIfAborted(signal);
    lists.push(await diversify(pool, { ...diversity, k, scorer }));
    await yieldToEventLoop();
  }
  return lists;
}

async function bestForUsers(
  scorer: Recommender,
  options: RecommendToUsersOptions,
): Promise<Recommendation[][]> {
  const { users, k, exclude, candidates, context, threads, signal } = options;
  const { numUsers, numItems } = scorer.dimensions;
  if (exclude) checkExclusions(exclude, numUsers);
  const dots = candidates || context ? undefined : await scorer.dotProducts?.();
  const kernels = dots && (await loadKernels({ threads }));
  if (dots && kernels) return recommendManyByVectors(kernels, dots, options);
  const lists: Recommendation[][] = [];
  if (candidates) {
    for (const userIndex of users) {
      throwIfAborted(signal);
      const excluded = exclude && rowOf(exclude, userIndex);
      lists.push(await bestForUser(scorer, { userIndex, k, candidates, exclude: excluded, context }));
      await yieldToEventLoop();
    }
    return lists;
  }
  for await (const block of catalogueBlocks(scorer, users, { context, signal })) {
    block.users.forEach((userIndex, i) => {
      const scores = block.scores.subarray(i * numItems, (i + 1) * numItems);
      lists.push(topK(scores, k, { excluded: exclude && rowOf(exclude, userIndex) }));
    });
  }
  return lists;
}

async function bestForHistories(
  scorer: Recommender,
  { histories, k, candidates, context, signal }: RecommendToHistoriesOptions,
): Promise<Recommendation[][]> {
  const { numItems } = scorer.dimensions;
  const size = blockSize(numItems);
  const lists: Recommendation[][] = [];
  for (let start = 0; start < histories.length; start += size) {
    throwIfAborted(signal);
    const block = histories.slice(start, start + size);
    const scores = await foldIn(scorer, block, { context });
    for (const [row, { itemIndex: exclude }] of block.entries()) {
      const own = scores.subarray(row * numItems, (row + 1) * numItems);
      lists.push(bestOfScores(own, { k, candidates, exclude }));
    }
    await yieldToEventLoop();
  }
  return lists;
}
