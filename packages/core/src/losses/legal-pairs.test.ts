import { readFile } from "node:fs/promises";
import { describe, expect, expectTypeOf, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { InvalidConfigError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import type { Model } from "../models/model.js";
import { samplers } from "../sampling/registry.js";
import { type Sampler, type SamplerName, samplerNames } from "../sampling/sampler.js";
import { checkerboard } from "../testing/checkerboard.js";
import { type FitOptions, fit } from "../training/fit.js";
import { pairProblem } from "./legal-pairs.js";
import type { Loss } from "./loss.js";
import { pairwise } from "./pairwise.js";
import { pointwise } from "./pointwise.js";
import { type LossName, losses, lossNames, type SamplersOf } from "./registry.js";

const size = 20;
const board = checkerboard(size);

/** Every cell: 5 for the user's own colour, 1 for the other. */
const rated = new Interactions(board.train.users, board.train.items, {
  userIndex: Int32Array.from({ length: size * size }, (_, cell) => Math.floor(cell / size)),
  itemIndex: Int32Array.from({ length: size * size }, (_, cell) => cell % size),
  value: Float32Array.from({ length: size * size }, (_, cell) =>
    (Math.floor(cell / size) + cell) % 2 === 0 ? 5 : 1,
  ),
});

/** Learns the checkerboard in a second, whatever the loss. */
const quick = { embeddingDim: 4, optimizer: "adagrad", learningRate: 0.2, l2: 0, epochs: 40, batchSize: 64 };

const pairsOf = (name: LossName) =>
  (losses[name].samplers.length > 0 ? losses[name].samplers : (["auto"] as const)).map((sampler) => ({
    loss: name,
    sampler,
  }));
const legal = lossNames.flatMap(pairsOf);
const illegal = lossNames.flatMap((loss) =>
  samplerNames
    .filter((sampler) => !losses[loss].samplers.some((each) => each === sampler))
    .map((sampler) => ({ loss, sampler })),
);

async function trained<T>(
  name: string,
  config: Record<string, unknown>,
  measure: (model: Model, lossesOfEpochs: readonly (number | undefined)[]) => Promise<T>,
  options: Partial<FitOptions> = {},
): Promise<T> {
  const task = losses[(config["loss"] as LossName | undefined) ?? "bce"].task;
  const model = createModel(name, {
    task,
    dimensions: board.train,
    seed: 1,
    config: { ...quick, ...config },
  });
  try {
    const result = await fit(model, task === "rating" ? rated : board.train, { seed: 1, ...options });
    return await measure(model, result.losses);
  } finally {
    model.dispose();
  }
}

/** Users to whom their withheld item is not the first of those they do not have. */
async function numWrong(model: Model): Promise<number> {
  const scores = await model.scoreCatalogue(board.withheld);
  return board.withheld.filter((own, user) => {
    const others = board.withheld.filter((item) => item % 2 !== user % 2);
    return others.some((item) => (scores[user * size + item] ?? 0) >= (scores[user * size + own] ?? 0));
  }).length;
}

it("counts the pairs", () => {
  // Two of points, three of pairs and two of groups take all four samplers, sampled softmax and three of lists three.
  expect(legal.filter(({ sampler }) => sampler !== "auto")).toHaveLength(7 * 4 + 4 * 3);
  expect(legal.length + illegal.length).toBe(lossNames.length * samplerNames.length + 5);
});

/** The withheld items are among the negatives: the hardest of many, or of a whole epoch in a step, would be just those. */
const bySampler: Readonly<Record<string, Record<string, unknown>>> = {
  "in-batch": { batchSize: 16 },
  "dynamic-hard": { hardCandidates: 2, embeddingDim: 2 },
};

it.each(legal.filter(({ loss }) => losses[loss].task === "ranking"))("learns by $loss and $sampler", (pair) =>
  trained("gmf", { ...pair, ...bySampler[pair.sampler] }, async (model) => {
    expect(await numWrong(model)).toBeLessThanOrEqual(2);
  }),
);

it.each([
  { loss: "softmax", sampler: "auto", batchSize: 200 },
  { loss: "bce", sampler: "in-batch", batchSize: 100 },
  { loss: "sampled-softmax", sampler: "in-batch", batchSize: 100 },
])("learns by $loss and $sampler where each pair of a grid is scored alone", (pair) =>
  trained("neumf", { ...pair, mlpEmbeddingDim: 4, hiddenUnits: [8] }, async (model) => {
    expect(await numWrong(model)).toBeLessThanOrEqual(2);
  }),
);

it.each(legal.filter(({ loss }) => losses[loss].task === "rating"))("halves the loss of $loss", ({ loss }) =>
  trained("biased-mf", { loss }, async (_, lossesOfEpochs) => {
    expect(lossesOfEpochs.at(-1)).toBeLessThan(0.5 * (lossesOfEpochs[0] ?? 0));
  }),
);

it.each(illegal)("refuses $loss with $sampler in a config, naming what is legal", ({ loss, sampler }) => {
  const create = () =>
    createModel("gmf", {
      task: losses[loss].task,
      dimensions: board.train,
      seed: 1,
      config: { loss, sampler },
    });
  expect(create).toThrow(InvalidConfigError);
  const { samplers: own } = losses[loss];
  const takes = own.length > 0 ? `takes the samplers ${own.join(", ")}` : "takes no sampler";
  expect(create).toThrow(`sampler: the loss "${loss}" ${takes}, received "${sampler}"`);
});

it.each(["warp", "softmax"] as const)(
  "%s refuses a sampler that is handed to fit past the types",
  async (loss) => {
    const options = {
      sampler: samplers.uniform({ popularityPower: 1, hardCandidates: 1, allowPositives: false }),
    };
    await expect(trained("gmf", { loss }, numWrong, options)).rejects.toThrow(
      `The loss "${loss}" takes no sampler, received "uniform".`,
    );
  },
);

describe("types", () => {
  const mine = pairwise({ name: "mine", compute: (positive) => positive });
  const rating = pointwise({ name: "rating", task: "rating", compute: (logits) => logits });
  const config = { popularityPower: 1, hardCandidates: 4, allowPositives: false };
  const uniform = samplers.uniform(config);
  const hard = samplers["dynamic-hard"](config);
  const batch = samplers["in-batch"](config);

  it("let a loss take its samplers, and no other", () => {
    // Never called: it is the compiler that judges.
    const typed = (model: Model) => [
      fit(model, board.train, { seed: 1, loss: losses.bpr, sampler: hard }),
      fit(model, board.train, { seed: 1, loss: mine, sampler: batch }),
      fit(model, board.train, { seed: 1, loss: losses["sampled-softmax"], sampler: batch }),
      fit(model, board.train, { seed: 1, loss: losses.mse }),
      fit(model, board.train, { seed: 1, sampler: uniform }),
      // @ts-expect-error: it does not know how likely an item was to be drawn
      fit(model, board.train, { seed: 1, loss: losses["sampled-softmax"], sampler: hard }),
      // @ts-expect-error: a rating needs no negatives
      fit(model, board.train, { seed: 1, loss: losses.mse, sampler: uniform }),
      // @ts-expect-error: a rating needs no negatives, whoever made the loss
      fit(model, board.train, { seed: 1, loss: rating, sampler: uniform }),
      // @ts-expect-error: it goes over the whole catalogue
      fit(model, board.train, { seed: 1, loss: losses.softmax, sampler: uniform }),
      // @ts-expect-error: it draws for itself
      fit(model, board.train, { seed: 1, loss: losses.warp, sampler: uniform }),
      // @ts-expect-error: a list is of one user
      fit(model, board.train, { seed: 1, loss: losses["lambda-rank"], sampler: batch }),
    ];
    expectTypeOf(typed).returns.items.resolves.toHaveProperty("bestEpoch");
  });

  it("say which samplers a loss takes", () => {
    expectTypeOf<SamplersOf<"bpr">>().toEqualTypeOf<SamplerName>();
    expectTypeOf<SamplersOf<"sampled-softmax">>().toEqualTypeOf<"uniform" | "popularity" | "in-batch">();
    expectTypeOf<SamplersOf<"list-net">>().toEqualTypeOf<"uniform" | "popularity" | "dynamic-hard">();
    expectTypeOf<SamplersOf<"mse" | "huber" | "softmax" | "warp">>().toBeNever();
    expectTypeOf(rating).toEqualTypeOf<Loss<never>>();
    expectTypeOf(hard).toEqualTypeOf<Sampler<"dynamic-hard">>();
  });
});

describe("docs/guides/losses.md", () => {
  const guide = readFile(new URL("../../../../docs/guides/losses.md", import.meta.url), "utf8");

  it("has the table of legal pairs", async () => {
    const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const table = [
      row(["loss", "task", ...samplerNames.map((name) => `\`${name}\``)]),
      row(["---", "---", ...samplerNames.map(() => ":-:")]),
      ...lossNames.map((name) =>
        row([
          `\`${name}\``,
          losses[name].task,
          ...samplerNames.map((sampler) => (pairProblem(losses[name], sampler) ? " " : "✓")),
        ]),
      ),
    ].join("\n");
    expect(await guide).toContain(table);
  });
});
