import { rowOf } from "../data/compressed-rows.js";
import { Interactions } from "../data/interactions.js";
import { createModel } from "../models/create-model.js";
import type { History, Model, ModelDefinition, Task } from "../models/model.js";
import { fit } from "../training/fit.js";
import { type Checkerboard, checkerboard } from "./checkerboard.js";
import { check } from "./checks.js";

/** How the model under test is made. */
export interface ContractOptions {
  /** A config that learns the checkerboard within seconds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** False for models that recommend the same to everybody. */
  readonly personalised: boolean;
  /** True for models of sequences, in whose histories an item may come again. */
  readonly readsRepeats?: boolean;
}

/** Users and items of the board: as many of the one as of the other. */
export const size = 20;

/** A model in one of its tasks, and what it learns. */
export interface ContractSubject {
  readonly options: ContractOptions;
  readonly board: Checkerboard;
  /** [size] every user, and as many items */
  readonly allUsers: Int32Array;
  /** An untrained one. */
  create(seed?: number): Model;
  trained(seed?: number): Promise<Model>;
}

/** What must hold, by name. Rejects with what is wrong. */
export type ContractCases = Readonly<Record<string, () => Promise<void>>>;

export function contractSubject(
  definition: ModelDefinition,
  task: Task,
  options: ContractOptions,
): ContractSubject {
  const board = task === "rating" ? ratedCheckerboard() : checkerboard(size);
  const create = (seed = 1) =>
    createModel(definition, {
      task,
      dimensions: { numUsers: size, numItems: size },
      seed,
      // The loss follows the task.
      config: task === "rating" ? omit(options.config, "loss") : options.config,
    });
  return {
    ...{ options, board, create },
    allUsers: Int32Array.from({ length: size }, (_, i) => i),
    async trained(seed = 1) {
      const model = create(seed);
      await fit(model, board.train, { seed });
      return model;
    },
  };
}

/** The withheld item must beat every other item that the user does not have, for nine users in ten. */
export function checkWithheldFirst(scores: Float32Array, { board, allUsers }: ContractSubject): void {
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

export function historyOf(data: Interactions, user: number): History {
  const { offsets, order } = data.byUser;
  const positions = order.subarray(offsets[user], offsets[user + 1]);
  return {
    itemIndex: rowOf(data.byUser, user),
    value: Float32Array.from(positions, (position) => data.value[position] as number),
  };
}

export async function foldIn(model: Model, histories: readonly History[]): Promise<Float32Array> {
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

function omit(record: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
