import { beforeAll, describe, expect, it } from "vitest";
import { InvalidSearchLogError } from "../errors/errors.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import type { Model } from "../models/model.js";
import { modelDefinition } from "../models/registry.js";
import { checkerboard } from "../testing/checkerboard.js";
import { searchConfigs } from "./search-configs.js";
import type { SearchConfigsOptions } from "./search-configs-options.js";
import type { SearchLog, Trial } from "./search-log.js";

const { train, test } = checkerboard(10);
const split = { kind: "given", description: "checkerboard" } as const;
const definition = modelDefinition("biased-mf");
const options: SearchConfigsOptions = {
  task: "ranking",
  train,
  validation: {
    evaluate: async (model: Model) =>
      (await evaluateRanking(model, { train, test, split, cutoffs: [1] })).metrics,
    monitor: "ndcg@1",
    mode: "max",
  },
  budget: 3,
  seed: 1,
  config: { optimizer: "adagrad", embeddingDim: 4, batchSize: 64, l2: 0 },
  space: {
    learningRate: { kind: "log-uniform", min: 0.001, max: 1 },
    epochs: { kind: "integer", min: 3, max: 12 },
  },
};
let whole: SearchLog;

beforeAll(async () => {
  whole = (await searchConfigs(definition, options)).log;
});

/** The log with its last trial changed. */
function changed(change: (trial: Trial) => Partial<Trial>): SearchLog {
  const last = whole.trials.at(-1) as Trial;
  return { ...whole, trials: [...whole.trials.slice(0, -1), { ...last, ...change(last) }] };
}

/** With a measured outcome of which something is changed. */
const outcome = (change: (value: number) => Record<string, unknown>) => (trial: Trial) => {
  if (trial.outcome.kind !== "measured") throw new TypeError("The trial failed.");
  return { outcome: { ...trial.outcome, ...change(trial.outcome.value) } };
};

describe("a log that no search wrote", () => {
  it.each<[string, (trial: Trial) => Partial<Trial>, string | RegExp]>([
    [
      "a config of its own",
      ({ config }) => ({ config: { ...config, epochs: 11 } }),
      /^Trial 3 of the search's log has epochs 11 where \d+ is drawn/,
    ],
    ["another trial again", () => ({ configuration: 1 }), "repeats trial 2: configuration 1 at share 1"],
    [
      "a configuration left out",
      () => ({ configuration: 7 }),
      "is of configuration 7, and none is of configuration 2",
    ],
    ["no configuration", () => ({ configuration: 0.5 }), "is of configuration 0.5"],
    ["a share of no rung", () => ({ share: 0.7 }), "has the share 0.7"],
    ["no time", () => ({ seconds: Number.NaN }), "took NaN seconds"],
    ["a value beyond the metric", outcome(() => ({ value: 7, metrics: { "ndcg@1": 7 } })), "has ndcg@1 7"],
    [
      "a value below the metric",
      outcome(() => ({ value: -0.1, metrics: { "ndcg@1": -0.1 } })),
      "has ndcg@1 -0.1",
    ],
    [
      "a value that is no number",
      outcome(() => ({ value: Number.NaN, metrics: { "ndcg@1": Number.NaN } })),
      "has ndcg@1 NaN",
    ],
    [
      "a value that was not measured",
      outcome((value) => ({ value: value + 0.01 })),
      "and its metrics have ndcg@1",
    ],
    ["more epochs than its config", outcome(() => ({ epochs: 41 })), "has 41 epochs, and its config has"],
    ["a part of an epoch", outcome(() => ({ epochs: 1.5 })), "has 1.5 epochs"],
  ])("has %s", async (_, change, flaw) => {
    const log = changed(change);
    const resumed = searchConfigs(definition, { ...options, log });
    await expect(resumed).rejects.toThrow(InvalidSearchLogError);
    await expect(resumed).rejects.toThrow(flaw);
  });

  it("has one trial of a configuration too far to draw", async () => {
    const [first] = whole.trials;
    const far = { ...whole, trials: [{ ...(first as Trial), configuration: 1e12 }] };
    await expect(searchConfigs(definition, { ...options, log: far })).rejects.toThrow(
      "none is of configuration 0",
    );
  });
});

it("a metric beside the one that decides may be whatever its caller measures", async () => {
  const log = changed(outcome((value) => ({ metrics: { "ndcg@1": value, "recall@1": 70, score: -1 } })));
  expect((await searchConfigs(definition, { ...options, log })).log).toEqual(log);
});

it("a log of a larger budget stays as it is, and its first trials decide", async () => {
  const smaller = await searchConfigs(definition, { ...options, budget: 2, log: whole });
  expect(smaller.log).toEqual(whole);
  expect(smaller.trials).toEqual(whole.trials.slice(0, 2));
  expect(smaller.configurations).toBe(2);
});
