import { describe, expect, it } from "vitest";
import { AbortedError, InvalidConfigError, SearchFailedError } from "../errors/errors.js";
import { evaluateRanking } from "../evaluation/evaluate-ranking.js";
import { biasedMf } from "../models/biased-mf.js";
import { ease } from "../models/ease.js";
import type { Model } from "../models/model.js";
import { popularity } from "../models/popularity.js";
import { modelDefinition } from "../models/registry.js";
import { checkerboard } from "../testing/checkerboard.js";
import { searchConfigs } from "./search-configs.js";
import type { SearchConfigsOptions } from "./search-configs-options.js";
import type { SearchEvent } from "./search-event.js";
import type { SearchLog } from "./search-log.js";
import type { SearchSpace } from "./search-space.js";

const { train, test } = checkerboard(10);

async function evaluate(model: Model) {
  const split = { kind: "given", description: "checkerboard" } as const;
  return (await evaluateRanking(model, { train, test, split, cutoffs: [1] })).metrics;
}

const definition = modelDefinition("biased-mf");
const quick = { optimizer: "adagrad", embeddingDim: 4, batchSize: 64, l2: 0 };
const space: SearchSpace = {
  learningRate: { kind: "log-uniform", min: 0.001, max: 1 },
  epochs: { kind: "integer", min: 3, max: 12 },
};

const options: SearchConfigsOptions = {
  task: "ranking",
  train,
  validation: { evaluate, monitor: "ndcg@1", mode: "max" },
  budget: 5,
  seed: 1,
  config: quick,
  space,
};

/** Measures by what the config says, without regard to what was learned. */
const scripted = (
  value: (config: Record<string, unknown>) => number,
): SearchConfigsOptions["validation"] => ({
  evaluate: async (model) => ({ score: value(model.config as Record<string, unknown>) }),
  monitor: "score",
  mode: "max",
});

const withoutSeconds = (log: SearchLog) => log.trials.map(({ seconds: _, ...trial }) => trial);

describe("searchConfigs at random", () => {
  it("tries the default first, then others within the space, all distinct", async () => {
    const { log, configurations } = await searchConfigs(definition, options);
    expect(configurations).toBe(5);
    expect(log.trials.map(({ configuration }) => configuration)).toEqual([0, 1, 2, 3, 4]);
    expect(log.trials[0]?.config).toMatchObject({ ...quick, learningRate: 0.005, epochs: 40 });
    const rates = log.trials.map(({ config }) => config["learningRate"] as number);
    expect(new Set(rates).size).toBe(5);
    for (const { config } of log.trials) {
      expect(config).toMatchObject(quick);
      expect(config["learningRate"]).toSatisfy((rate: number) => rate >= 0.001 && rate <= 1);
    }
  });

  it("finds the configuration whose own training and validation are best", async () => {
    const { best, config, log } = await searchConfigs(definition, options);
    const values = log.trials.map(({ outcome }) => (outcome.kind === "measured" ? outcome.value : -1));
    expect(best.outcome).toMatchObject({ kind: "measured", value: Math.max(...values) });
    expect(config).toEqual(best.config);
    expect(new Set(values).size).toBeGreaterThan(1);
  });

  it("takes the least where less is better, and the earlier of equals", async () => {
    const rate = ({ learningRate }: Record<string, unknown>) => learningRate as number;
    const least = await searchConfigs(definition, {
      ...options,
      validation: { ...scripted(rate), mode: "min" },
    });
    const rates = least.log.trials.map(({ config }) => config["learningRate"] as number);
    expect(least.config["learningRate"]).toBe(Math.min(...rates));
    const equal = await searchConfigs(definition, { ...options, validation: scripted(() => 0.5) });
    expect(equal.best.configuration).toBe(0);
  });

  it("gives the same for the same seed, and other draws for another", async () => {
    const [first, second, other] = await Promise.all(
      [1, 1, 2].map((seed) => searchConfigs(definition, { ...options, budget: 3, seed })),
    );
    if (!first || !second || !other) throw new Error("Three searches were asked for.");
    expect(withoutSeconds(first.log)).toEqual(withoutSeconds(second.log));
    expect(other.log.trials[1]?.config).not.toEqual(first.log.trials[1]?.config);
  });

  it("tries a space without choice once", async () => {
    const { configurations, log } = await searchConfigs(popularity, { ...options, config: {}, space: {} });
    expect(configurations).toBe(1);
    expect(log.trials).toHaveLength(1);
  });

  it("takes the epochs that early stopping finds", async () => {
    // Epoch 3 is best, and no epoch after it is better.
    let epoch = 0;
    const { config, best } = await searchConfigs(definition, {
      ...options,
      budget: 1,
      space: { epochs: { kind: "early-stopped", max: 50, patience: 4 } },
      validation: {
        evaluate: async () => {
          epoch++;
          return { score: 1 - Math.abs(epoch - 3) };
        },
        monitor: "score",
        mode: "max",
      },
    });
    expect(epoch).toBe(7);
    expect(best.outcome).toMatchObject({ value: 1, epochs: 3 });
    expect(config["epochs"]).toBe(3);
    expect(best.config["epochs"]).toBe(50);
  });
});

describe("searchConfigs by successive halving", () => {
  const halving = { kind: "successive-halving", eta: 2 } as const;

  it("trains all for a share of the epochs, and the better half for twice as much", async () => {
    const epochs: number[] = [];
    const { log, best } = await searchConfigs(definition, {
      ...options,
      budget: 4,
      config: { ...quick, epochs: 8 },
      strategy: halving,
      validation: scripted(({ learningRate }) => learningRate as number),
      onEvent: (event) => {
        if (event.type === "training" && event.event.type === "run-start") epochs.push(event.event.epochs);
      },
    });
    expect(epochs).toEqual([2, 2, 2, 2, 4, 4, 8]);
    const rates = log.trials.map(({ config }) => config["learningRate"] as number);
    const [highest, second] = rates.slice(0, 4).toSorted((a, b) => b - a);
    expect(rates.slice(4)).toEqual([highest, second, highest]);
    expect(best).toMatchObject({ share: 1, config: { learningRate: highest } });
  });

  it("trains a model without epochs on a share of the rows", async () => {
    const rows: number[] = [];
    const model = { ...ease, create: counting(rows) };
    await searchConfigs(model, {
      ...options,
      budget: 4,
      config: {},
      space: { l2: { kind: "uniform", min: 1, max: 50 } },
      strategy: halving,
    });
    expect(rows).toHaveLength(7);
    for (const count of rows.slice(0, 4)) expect(count).toBe(rows[0]);
    expect(rows[0]).toBeLessThan(train.length * 0.5);
    expect(rows[4]).toBeGreaterThan(rows[0] ?? 0);
    expect(rows[6]).toBe(train.length);
  });

  /** EASE that tells how many rows it is trained on. */
  function counting(rows: number[]): typeof ease.create {
    return (config, create) => {
      const model = ease.create(config, create);
      const start = model.startTraining.bind(model);
      model.startTraining = (data, setup) => {
        rows.push(data.length);
        return start(data, setup);
      };
      return model;
    };
  }
});

describe("a search that was cut off", () => {
  const searches = [
    { name: "at random", strategy: { kind: "random" } },
    { name: "by successive halving", strategy: { kind: "successive-halving", eta: 2 } },
  ] as const;

  it.each(searches)("goes on $name as if nothing had happened", async ({ strategy }) => {
    const whole = await searchConfigs(definition, { ...options, strategy });
    for (const cutAfter of [1, 4]) {
      const cut = new AbortController();
      let log: SearchLog | undefined;
      let trials = 0;
      const broken = searchConfigs(definition, {
        ...options,
        strategy,
        signal: cut.signal,
        onEvent: (event) => {
          if (event.type !== "trial-end") return;
          // As a caller would: through a file.
          log = JSON.parse(JSON.stringify(event.log)) as SearchLog;
          if (++trials === cutAfter) cut.abort();
        },
      });
      await expect(broken).rejects.toBeInstanceOf(AbortedError);
      expect(log?.trials).toHaveLength(cutAfter);
      const events: SearchEvent[] = [];
      const resumed = await searchConfigs(definition, {
        ...options,
        strategy,
        log,
        onEvent: (event) => void events.push(event),
      });
      expect(resumed.config).toEqual(whole.config);
      expect(withoutSeconds(resumed.log)).toEqual(withoutSeconds(whole.log));
      expect(events[0]).toMatchObject({ type: "search-start", resumed: cutAfter });
      const started = events.filter(({ type }) => type === "trial-start").length;
      expect(started).toBe(whole.log.trials.length - cutAfter);
    }
  });

  it("goes on to a larger budget", async () => {
    const small = await searchConfigs(definition, { ...options, budget: 2 });
    const large = await searchConfigs(definition, { ...options, budget: 4, log: small.log });
    const whole = await searchConfigs(definition, { ...options, budget: 4 });
    expect(withoutSeconds(large.log)).toEqual(withoutSeconds(whole.log));
  });

  it("does not take another search's log", async () => {
    const { log } = await searchConfigs(definition, { ...options, budget: 1 });
    const other = searchConfigs(definition, { ...options, budget: 1, seed: 2, log });
    await expect(other).rejects.toThrow("its seed is 1, and this search's is 2");
    const shorter = train.select(Int32Array.of(0, 1, 2));
    await expect(searchConfigs(definition, { ...options, train: shorter, log })).rejects.toThrow(
      "its data is",
    );
    const setting = "ranked among the whole catalogue";
    await expect(searchConfigs(definition, { ...options, setting, log })).rejects.toThrow(
      `its setting is "", and this search's is "${setting}"`,
    );
    const { setting: _setting, ...older } = log.search;
    const resumed = searchConfigs(definition, { ...options, log: { ...log, search: older as never } });
    await expect(resumed).rejects.toThrow(`its setting is not set, and this search's is ""`);
  });
});

describe("a configuration that cannot be trained", () => {
  const wild: SearchSpace = { learningRate: { kind: "choice", values: [0.1, 1000] } };
  const diverging = {
    ...options,
    budget: 2,
    config: { epochs: 30, optimizer: "sgd", loss: "bce", batchSize: 8, l2: 1 },
    space: wild,
  } as const;

  it("is recorded, and the search goes on", async () => {
    const { log, best } = await searchConfigs(definition, diverging);
    const failed = log.trials.filter(({ outcome }) => outcome.kind === "failed");
    expect(failed).toHaveLength(1);
    expect(failed[0]?.config["learningRate"]).toBe(1000);
    expect(failed[0]?.outcome).toMatchObject({ code: "DIVERGED" });
    expect(best.config["learningRate"]).not.toBe(1000);
  });

  it("ends the search where there is no other", async () => {
    const all = searchConfigs(biasedMf, {
      ...diverging,
      config: { ...diverging.config, learningRate: 1000 },
    });
    await expect(all).rejects.toBeInstanceOf(SearchFailedError);
    await expect(all).rejects.toThrow(/None of 1 configurations.*diverged/);
  });

  it("is none that gives NaN, and a metric that is not there is the caller's mistake", async () => {
    const nan = searchConfigs(definition, { ...options, validation: scripted(() => Number.NaN) });
    await expect(nan).rejects.toThrow("The metric score is NaN");
    const missing = searchConfigs(definition, {
      ...options,
      validation: { ...options.validation, monitor: "recall@7" },
    });
    await expect(missing).rejects.toBeInstanceOf(InvalidConfigError);
  });
});
