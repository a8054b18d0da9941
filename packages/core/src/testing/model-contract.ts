import * as tf from "@tensorflow/tfjs";
import { rowOf } from "../data/compressed-rows.js";
import { Interactions } from "../data/interactions.js";
import {
  AbortedError,
  InvalidConfigError,
  InvalidFeaturesError,
  InvalidInteractionsError,
  UnknownIdError,
} from "../errors/errors.js";
import { canExplain, explain } from "../explanations/explain.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { createModel } from "../models/create-model.js";
import type { History, Model, ModelDefinition, Task } from "../models/model.js";
import { recommend } from "../retrieval/recommend.js";
import { similarItems } from "../retrieval/similar-items.js";
import type { Recommendation } from "../retrieval/top-k.js";
import { fit } from "../training/fit.js";
import { type Checkerboard, checkerboard } from "./checkerboard.js";

/** How the model under test is made. */
export interface ContractOptions {
  /** A config that learns the checkerboard within seconds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** False for models that recommend the same to everybody. */
  readonly personalised: boolean;
  /** True for models of sequences, in whose histories an item may come again. */
  readonly readsRepeats?: boolean;
}

/** One thing that every model must do. */
export interface ContractCase {
  readonly name: string;
  /** Rejects with what is wrong. */
  run(): Promise<void>;
}

const size = 20;

/**
 * What every model must do, as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of modelContract(myModel, { config: {}, personalised: true })) it(name, run);
 * ```
 */
export function modelContract(
  definition: ModelDefinition,
  options: ContractOptions,
): readonly ContractCase[] {
  return definition.tasks.flatMap((task) => taskCases(definition, task, options));
}

function taskCases(definition: ModelDefinition, task: Task, options: ContractOptions): ContractCase[] {
  const board = task === "rating" ? ratedCheckerboard() : checkerboard(size);
  const create = (seed = 1) =>
    createModel(definition, {
      task,
      dimensions: { numUsers: size, numItems: size },
      seed,
      // The loss follows the task.
      config: task === "rating" ? omit(options.config, "loss") : options.config,
    });
  const trained = async (seed = 1) => {
    const model = create(seed);
    await fit(model, board.train, { seed });
    return model;
  };
  const allUsers = Int32Array.from({ length: size }, (_, i) => i);
  const cases: Record<string, () => Promise<void>> = {
    "scores pairs and catalogue alike": () =>
      using(trained(), async (model) => {
        const catalogue = await model.scoreCatalogue(allUsers);
        check(
          catalogue.length === size * size,
          `scoreCatalogue gave ${catalogue.length} scores for ${size} × ${size}`,
        );
        const users = Int32Array.from({ length: size * size }, (_, i) => Math.floor(i / size));
        const items = Int32Array.from({ length: size * size }, (_, i) => i % size);
        const pairs = await model.scorePairs(users, items);
        const difference = largestDifference(catalogue, pairs);
        check(difference < 1e-4, `the scores of scorePairs and scoreCatalogue differ by up to ${difference}`);
      }),
    "scores by its dot products, where it has some, as by pairs": () =>
      using(trained(), async (model) => {
        for (const seed of [2, 3]) {
          const products = await (await model.dotProducts?.())?.scoreCatalogue(allUsers);
          if (!products) return;
          const difference = largestDifference(await model.scoreCatalogue(allUsers), products);
          check(difference < 1e-4, `the scores and the dot products differ by up to ${difference}`);
          // Training on changes the vectors, and what was made of them.
          await fit(model, board.train, { seed });
        }
      }),
    "scores no pairs": () =>
      using(trained(), async (model) => {
        const scores = await model.scorePairs(new Int32Array(0), new Int32Array(0));
        check(scores.length === 0, `no pairs got ${scores.length} scores`);
      }),
    "gives the same scores for the same seed": () =>
      using(trained(3), (first) =>
        using(trained(3), async (second) => {
          const difference = largestDifference(
            await first.scoreCatalogue(allUsers),
            await second.scoreCatalogue(allUsers),
          );
          check(difference === 0, `two trainings from one seed differ by up to ${difference}`);
        }),
      ),
    "scores equally after its state is restored into a new model": () =>
      using(trained(1), (model) =>
        using(Promise.resolve(create(2)), async (copy) => {
          copy.restore(model.state());
          const difference = largestDifference(
            await model.scoreCatalogue(allUsers),
            await copy.scoreCatalogue(allUsers),
          );
          check(difference === 0, `the restored model's scores differ by up to ${difference}`);
        }),
      ),
    "keeps a state apart from later training": () =>
      using(trained(), async (model) => {
        const state = model.state();
        const before = [...state.values()].map(({ data }) => data.slice());
        await fit(model, board.train, { seed: 9 });
        const difference = Math.max(
          ...[...state.values()].map(({ data }, i) =>
            largestDifference(data, before[i] ?? data.subarray(0, 0)),
          ),
        );
        check(difference === 0, "state() changed while the model trained on");
      }),
    "refuses interactions that are empty or of other dimensions": () =>
      using(Promise.resolve(create()), async (model) => {
        const empty = board.train.select(new Int32Array(0));
        await rejects(() => fit(model, empty, { seed: 1 }), InvalidInteractionsError);
        await rejects(() => fit(model, checkerboard(size + 2).train, { seed: 1 }), InvalidConfigError);
      }),
    "stops when aborted": () =>
      using(Promise.resolve(create()), (model) =>
        rejects(() => fit(model, board.train, { seed: 1, signal: AbortSignal.abort() }), AbortedError),
      ),
    "folds in users from their histories": () =>
      using(trained(), async (model) => {
        const histories = Array.from(allUsers, (user) => historyOf(board.train, user));
        const scores = await foldIn(model, histories);
        if (options.personalised) checkWithheldFirst(scores, board, allUsers);
        const alone = await foldIn(model, histories.slice(3, 4));
        const difference = largestDifference(alone, scores.subarray(3 * size, 4 * size));
        check(difference < 1e-4, `a history alone and among others scores up to ${difference} apart`);
        const nothing = await foldIn(model, [{ itemIndex: new Int32Array(0) }]);
        check(nothing.every(Number.isFinite), "an empty history must get a finite score for each item");
      }),
    "refuses histories that make no sense": () =>
      using(trained(), async (model) => {
        const folding = (...items: number[]) => foldIn(model, [{ itemIndex: Int32Array.from(items) }]);
        await rejects(() => folding(3, size), UnknownIdError);
        await rejects(() => folding(-1), UnknownIdError);
        if (options.readsRepeats) await folding(3, 1, 3);
        else await rejects(() => folding(3, 1, 3), InvalidInteractionsError);
        const itemIndex = Int32Array.of(3, 1);
        for (const value of [[1], [1, Number.NaN], [Number.POSITIVE_INFINITY, 1]]) {
          const history = { itemIndex, value: Float32Array.from(value) };
          await rejects(() => foldIn(model, [history]), InvalidInteractionsError);
        }
        await rejects(() => foldIn(model, [{ itemIndex, features: { mood: "good" } }]), InvalidFeaturesError);
      }),
    "recommends to a history by its scores, its exclusions and filters": () =>
      using(trained(), async (model) => {
        const history = historyOf(board.train, 3);
        const best = await recommend(model, { history, k: size });
        const scores = await foldIn(model, [history]);
        const has = new Set(history.itemIndex);
        check(
          best.length === size - has.size,
          `${best.length} items for a history that leaves ${size - has.size}`,
        );
        best.forEach(({ itemIndex, score }, place) => {
          check(!has.has(itemIndex), `item ${itemIndex} is recommended to a history that has it`);
          const apart = Math.abs(score - (scores[itemIndex] ?? Number.NaN));
          check(apart < 1e-4, `item ${itemIndex} is recommended at ${apart} off its score`);
          const before = best[place - 1]?.score ?? Number.POSITIVE_INFINITY;
          check(score <= before, `place ${place} has a higher score than the one before`);
        });
        const filter = (item: number) => item % 3 === 0;
        const exclude = Int32Array.of(0, 9);
        const filtered = await recommend(model, { userIndex: 3, k: size, filter, exclude });
        const items = filtered.map(({ itemIndex }) => itemIndex).sort((a, b) => a - b);
        check(items.join() === "3,6,12,15,18", `the filter and exclusions leave ${items.join()}`);
      }),
    "finds similar items": () =>
      using(trained(), async (model) => {
        const wrong: number[] = [];
        for (const itemIndex of allUsers) {
          const similar = await similarItems(model, { itemIndex, k: size });
          check(similar.length === size - 1, `item ${itemIndex} has ${similar.length} of ${size - 1} others`);
          check(!similar.some((other) => other.itemIndex === itemIndex), `item ${itemIndex} is like itself`);
          if (((similar[0]?.itemIndex ?? 0) - itemIndex) % 2 !== 0) wrong.push(itemIndex);
        }
        if (options.personalised)
          check(wrong.length <= size / 10, `items ${wrong.join(", ")} are most like one of the other colour`);
      }),
    "tells a similarity of items from −1 to 1, and varied lists by it": () =>
      using(trained(), async (model) => {
        const similarity = model.itemSimilarity?.();
        if (!similarity) return;
        const catalogue = await similarity.scoreCatalogue(allUsers);
        const first = Int32Array.from({ length: size * size }, (_, i) => Math.floor(i / size));
        const second = Int32Array.from({ length: size * size }, (_, i) => i % size);
        const difference = largestDifference(catalogue, await similarity.scorePairs(first, second));
        check(difference < 1e-4, `similarities alone and in rows differ by up to ${difference}`);
        check(
          catalogue.every((value) => Math.abs(value) <= 1 + 1e-5),
          "a similarity is outside −1 … 1",
        );
        const history = historyOf(board.train, 3);
        const request = { history, k: 4, exclude: new Int32Array() };
        const plain = await recommend(model, request);
        const alike = await recommend(model, { ...request, diversity: { lambda: 1 } });
        check(
          itemsOf(alike) === itemsOf(plain),
          `a lambda of 1 gives ${itemsOf(alike)}, not ${itemsOf(plain)}`,
        );
        const varied = await recommend(model, { ...request, diversity: { lambda: 0, poolSize: size } });
        check(
          new Set(varied.map(({ itemIndex }) => itemIndex)).size === 4,
          "a varied list is not of 4 items",
        );
        check(
          varied[0]?.itemIndex === plain[0]?.itemIndex,
          "a varied list does not start with the best item",
        );
      }),
    "explains its scores exactly, where it can": () =>
      using(trained(), async (model) => {
        const history = historyOf(board.train, 3);
        const scores = {
          user: await model.scoreCatalogue(Int32Array.of(3)),
          history: await foldIn(model, [history]),
        };
        for (const itemIndex of allUsers) {
          const asked = { user: { userIndex: 3, itemIndex }, history: { history, itemIndex } };
          for (const to of ["user", "history"] as const) {
            if (!canExplain(model, to)) continue;
            const { score } = await explain(model, asked[to]);
            const expected = scores[to][itemIndex] ?? Number.NaN;
            const apart = Math.abs(score - expected) / (1 + Math.abs(expected));
            check(
              apart < 1e-4,
              `the terms for the ${to} and item ${itemIndex} add up to ${score}, not ${expected}`,
            );
          }
        }
      }),
    "returns every tensor and the kernels' memory, after an abort too": async () => {
      const before = await memoryInUse();
      await using(trained(), async (model) => {
        await model.scoreCatalogue(allUsers);
        await recommend(model, { history: historyOf(board.train, 0), k: 3 });
        await similarItems(model, { itemIndex: 0, k: 3 });
      });
      await using(Promise.resolve(create()), (model) => {
        const stop = new AbortController();
        const onEvent = () => stop.abort();
        return rejects(
          () => fit(model, board.train, { seed: 1, signal: stop.signal, onEvent }),
          AbortedError,
        );
      });
      const after = await memoryInUse();
      check(
        after.tensors === before.tensors,
        `${after.tensors - before.tensors} tensors were not given back`,
      );
      const leaked = after.bytes - before.bytes;
      check(leaked === 0, `${leaked} bytes of the kernels' memory were not given back`);
    },
  };
  if (options.personalised) {
    cases["learns the checkerboard"] = () =>
      using(trained(), async (model) => {
        checkWithheldFirst(await model.scoreCatalogue(allUsers), board, allUsers);
      });
  }
  return Object.entries(cases).map(([name, run]) => ({ name: `${definition.name} (${task}) ${name}`, run }));
}

/** The withheld item must beat every other item that the user does not have, for nine users in ten. */
function checkWithheldFirst(scores: Float32Array, board: Checkerboard, allUsers: Int32Array): void {
  const wrong = [...allUsers].filter((user) => {
    const own = scores[user * size + (board.withheld[user] ?? 0)] ?? Number.NaN;
    const others = [...allUsers].filter((item) => item % 2 !== user % 2);
    return !others.every((item) => own > (scores[user * size + item] ?? Number.NaN));
  });
  check(
    wrong.length <= size / 10,
    `users ${wrong.join(", ")} get items of the other colour before their own`,
  );
}

const itemsOf = (list: readonly Recommendation[]) => list.map(({ itemIndex }) => itemIndex).join();

function historyOf(data: Interactions, user: number): History {
  const { offsets, order } = data.byUser;
  const positions = order.subarray(offsets[user], offsets[user + 1]);
  return {
    itemIndex: rowOf(data.byUser, user),
    value: Float32Array.from(positions, (position) => data.value[position] as number),
  };
}

async function foldIn(model: Model, histories: readonly History[]): Promise<Float32Array> {
  const scores = await model.scoreHistories(histories);
  const expected = histories.length * size;
  check(scores.length === expected, `scoreHistories gave ${scores.length} scores instead of ${expected}`);
  return scores;
}

/** Every cell observed but the withheld: 5 for the user's own colour, 1 for the other. */
function ratedCheckerboard(): Checkerboard {
  const { train, test, withheld } = checkerboard(size);
  const cells = Array.from({ length: size * size }, (_, i) => ({
    user: Math.floor(i / size),
    item: i % size,
  })).filter(({ user, item }) => item !== withheld[user]);
  const rated = new Interactions(train.users, train.items, {
    userIndex: Int32Array.from(cells, ({ user }) => user),
    itemIndex: Int32Array.from(cells, ({ item }) => item),
    value: Float32Array.from(cells, ({ user, item }) => (user % 2 === item % 2 ? 5 : 1)),
  });
  return { train: rated, test, withheld };
}

async function memoryInUse(): Promise<{ tensors: number; bytes: number }> {
  const kernels = await loadKernels();
  return { tensors: tf.memory().numTensors, bytes: kernels?.memory.bytesInUse ?? 0 };
}

async function using<T extends Model>(model: Promise<T>, work: (model: T) => Promise<void>): Promise<void> {
  const held = await model;
  try {
    await work(held);
  } finally {
    held.dispose();
  }
}

async function rejects(
  work: () => Promise<unknown>,
  expected: new (...args: never[]) => Error,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    check(error instanceof expected, `expected ${expected.name}, received ${String(error)}`);
    return;
  }
  throw new Error(`expected ${expected.name}, and nothing was thrown`);
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN));
    worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
  }
  return worst;
}

function omit(record: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
