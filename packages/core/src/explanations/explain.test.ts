import { expect, test } from "vitest";
import { rowOf } from "../data/compressed-rows.js";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError, InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import type { History, Model, Task } from "../models/model.js";
import { createRandom } from "../random/random.js";
import { fit } from "../training/fit.js";
import { canExplain, explain } from "./explain.js";
import type { ExplanationTerm } from "./explanation.js";

const [numUsers, numItems] = [30, 25];
const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => `${i}`));

/** Values from 1 to 5, a third of all pairs. */
const data = (() => {
  const random = createRandom(6);
  const cells = Array.from({ length: numUsers * numItems }, (_, i) => i).filter(
    () => random.uniform() < 0.34,
  );
  return new Interactions(ids(numUsers), ids(numItems), {
    userIndex: Int32Array.from(cells, (cell) => Math.floor(cell / numItems)),
    itemIndex: Int32Array.from(cells, (cell) => cell % numItems),
    value: Float32Array.from(cells, () => 1 + random.integer(5)),
  });
})();

function historyOf(user: number): History {
  const positions = data.byUser.order.subarray(data.byUser.offsets[user], data.byUser.offsets[user + 1]);
  return {
    itemIndex: rowOf(data.byUser, user).slice(),
    value: Float32Array.from(positions, (position) => data.value[position] ?? 0),
  };
}

interface Explained {
  readonly name: string;
  readonly task: Task;
  readonly config: Record<string, unknown>;
  readonly user: readonly ExplanationTerm["kind"][];
  readonly history: readonly ExplanationTerm["kind"][];
}

const sgd = { embeddingDim: 4, epochs: 8 };
const gradient = { embeddingDim: 4, epochs: 8, learningRate: 0.02, batchSize: 64 };
const biases = ["userBias", "itemBias"] as const;

const explained: readonly Explained[] = [
  { name: "item-knn", task: "ranking", config: { useValues: true }, user: ["item"], history: ["item"] },
  { name: "user-knn", task: "ranking", config: { useValues: true }, user: ["user"], history: ["user"] },
  { name: "ease", task: "ranking", config: { useValues: true, l2: 20 }, user: ["item"], history: ["item"] },
  {
    name: "pure-svd",
    task: "ranking",
    config: { useValues: true, embeddingDim: 3 },
    user: [],
    history: ["item"],
  },
  {
    name: "ials",
    task: "ranking",
    config: { useValues: true, embeddingDim: 3 },
    user: [],
    history: ["item"],
  },
  ...["bpr-mf", "warp-mf"].map(
    (name): Explained => ({
      name,
      task: "ranking",
      config: sgd,
      user: ["itemBias", "match"],
      history: ["itemBias", "match"],
    }),
  ),
  {
    ...{ name: "item2vec", task: "ranking", user: [], history: ["item", "itemBias"] },
    config: { embeddingDim: 4, epochs: 3, historyHalfLife: 3, popularityWeight: 0.2 },
  },
  { name: "lightgcn", task: "ranking", config: { embeddingDim: 4, epochs: 3 }, user: [], history: ["item"] },
  {
    name: "logistic-mf",
    task: "ranking",
    config: sgd,
    user: [...biases, "match"],
    history: [...biases, "match"],
  },
  {
    ...{ name: "funk-svd", task: "rating", config: { ...sgd, learningRate: 0.2, l2: 0.001 } },
    user: ["mean", ...biases, "match", "range"],
    history: ["mean", "itemBias", "item", "range"],
  },
  {
    name: "biased-mf",
    task: "ranking",
    config: gradient,
    user: [...biases, "match"],
    history: [...biases, "match"],
  },
  {
    ...{ name: "biased-mf", task: "rating", config: { ...gradient, learningRate: 0.2, epochs: 30 } },
    user: ["mean", ...biases, "match", "range"],
    history: ["mean", ...biases, "match", "range"],
  },
];

test.each(explained)(
  "the terms of $name ($task) add up to its scores",
  async ({ name, task, config, user, history }) => {
    const model = createModel(name, { task, dimensions: data, config, seed: 1 });
    try {
      await fit(model, data, { seed: 1 });
      expect([canExplain(model, "user"), canExplain(model, "history")]).toEqual([user.length > 0, true]);
      const users = [0, 7, 19];
      const known = await model.scoreCatalogue(Int32Array.from(users));
      const folded = await model.scoreHistories(users.map(historyOf));
      const kinds = { user: new Set<string>(), history: new Set<string>() };
      for (const [row, userIndex] of users.entries()) {
        for (let itemIndex = 0; itemIndex < numItems; itemIndex++) {
          const of = {
            user: { userIndex, itemIndex },
            history: { history: historyOf(userIndex), itemIndex },
          };
          for (const to of ["user", "history"] as const) {
            if (!canExplain(model, to)) continue;
            const { score, terms } = await explain(model, of[to]);
            const expected = (to === "user" ? known : folded)[row * numItems + itemIndex] ?? Number.NaN;
            expect(Math.abs(score - expected)).toBeLessThan(1e-4 * (1 + Math.abs(expected)));
            const sizes = terms.map(({ contribution }) => Math.abs(contribution));
            expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
            for (const { kind } of terms) kinds[to].add(kind);
          }
        }
      }
      expect([...kinds.user].sort()).toEqual([...user].sort());
      expect([...kinds.history].sort()).toEqual([...history].sort());
    } finally {
      model.dispose();
    }
  },
);

test("ease says which item of the history speaks for another", async () => {
  // Items 0 and 1 go together, and so do 2 and 3.
  const pairs = Array.from({ length: 20 }, (_, user) =>
    (user % 2 === 0 ? [0, 1] : [2, 3]).map((item) => [user, item]),
  );
  const cells = pairs.flat();
  const together = new Interactions(ids(20), ids(4), {
    userIndex: Int32Array.from(cells, ([user = 0]) => user),
    itemIndex: Int32Array.from(cells, ([, item = 0]) => item),
    value: new Float32Array(cells.length).fill(1),
  });
  const model = createModel("ease", { task: "ranking", dimensions: together, config: { l2: 2 }, seed: 1 });
  await fit(model, together, { seed: 1 });
  const { terms } = await explain(model, { history: { itemIndex: Int32Array.of(2, 0) }, itemIndex: 1 });
  model.dispose();
  expect(terms[0]).toMatchObject({ kind: "item", itemIndex: 0 });
  // 10 users have both of 10 + l2 who count for each: B = 10 / 12.
  expect(terms[0]?.contribution).toBeCloseTo(10 / 12, 5);
  expect(terms.slice(1).every(({ contribution }) => Math.abs(contribution) < 1e-6)).toBe(true);
});

test("says who cannot, and what is wrong with a question", async () => {
  const create = (name: string) => createModel(name, { task: "ranking", dimensions: data, seed: 1 });
  const failing = async (model: Model, asked: Parameters<typeof explain>[1]) =>
    explain(model, asked).then(
      () => undefined,
      (error: unknown) => error,
    );
  const [neumf, ials] = [create("neumf"), create("ials")];
  const history = { itemIndex: Int32Array.of(1, 2) };
  expect(canExplain(neumf, "user")).toBe(false);
  expect(await failing(neumf, { userIndex: 0, itemIndex: 0 })).toBeInstanceOf(InvalidConfigError);
  expect(String(await failing(neumf, { history, itemIndex: 0 }))).toContain("neumf are no sum");
  expect(String(await failing(ials, { userIndex: 0, itemIndex: 0 }))).toContain("give the user's history");
  expect(await failing(ials, { history, itemIndex: numItems })).toBeInstanceOf(UnknownIdError);
  expect(await failing(ials, { userIndex: numUsers, itemIndex: 0 })).toBeInstanceOf(UnknownIdError);
  const twice = { itemIndex: Int32Array.of(1, 1) };
  expect(await failing(ials, { history: twice, itemIndex: 0 })).toBeInstanceOf(InvalidInteractionsError);
  for (const model of [neumf, ials]) model.dispose();
});
