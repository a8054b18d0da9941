import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Artifact } from "../artifacts/artifact.js";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError } from "../errors/errors.js";
import type { FeatureSchema } from "../features/feature-schema.js";
import { fitFeatures } from "../features/features.js";
import { searchConfigs } from "../search/search-configs.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { parseConfig } from "./build-model.js";
import { createModel } from "./create-model.js";
import { defineModel } from "./define-model.js";
import { loadModel } from "./load-model.js";
import type { ModelDefinition, Task } from "./model.js";
import { modelDefinition, modelRegistry } from "./registry.js";

const { train } = checkerboard(6);

/** A field, what makes it do something, and what takes that away. */
const cases = [
  { model: "gmf", field: { huberDelta: 2 }, task: "rating", on: { loss: "huber" }, off: { loss: "mse" } },
  { model: "gmf", field: { confidenceAlpha: 2 }, on: { loss: "confidence-weighted-logistic" }, off: {} },
  { model: "gmf", field: { scoreL2: 2 }, on: { loss: "bpr-max" }, off: { loss: "bpr" } },
  { model: "gmf", field: { temperature: 2 }, on: { loss: "softmax" }, off: { loss: "list-net" } },
  { model: "gmf", field: { margin: 2 }, on: { loss: "hinge" }, off: { loss: "bpr" } },
  { model: "gmf", field: { margin: 2 }, on: { loss: "warp" }, off: {} },
  { model: "gmf", field: { positivesPerList: 2 }, on: { loss: "list-net" }, off: { loss: "softmax" } },
  { model: "gmf", field: { positivesPerList: 2 }, on: { loss: "lambda-rank" }, off: {} },
  { model: "gmf", field: { rankTemperature: 2 }, on: { loss: "approx-ndcg" }, off: { loss: "lambda-rank" } },
  { model: "gmf", field: { sigma: 2 }, on: { loss: "lambda-rank" }, off: { loss: "approx-ndcg" } },
  { model: "gmf", field: { temperature: 2 }, on: { loss: "sampled-softmax" }, off: {} },
  { model: "gmf", field: { numNegatives: 2 }, on: { loss: "warp" }, off: { loss: "softmax" } },
  { model: "gmf", field: { numNegatives: 2 }, task: "rating", on: undefined, off: {} },
  { model: "gmf", field: { popularityPower: 1 }, on: { sampler: "popularity" }, off: {} },
  {
    model: "gmf",
    field: { hardCandidates: 4 },
    on: { sampler: "dynamic-hard" },
    off: { sampler: "uniform" },
  },
  { model: "gmf", field: { allowPositives: true }, on: {}, off: { loss: "warp" } },
  { model: "mlp", field: { biasL2: 1 }, on: { biases: true }, off: {} },
  { model: "mlp", field: { biasL2: 1 }, task: "rating", on: {}, off: { biases: false } },
  { model: "neumf", field: { biasL2: 1 }, on: { biases: true }, off: {} },
  { model: "neumf", field: { pretrainEpochs: 2 }, on: { pretrain: true }, off: {} },
  { model: "neumf", field: { mlpPretrainEpochs: 2 }, on: { pretrain: true }, off: {} },
  { model: "neumf", field: { productShare: 0.6 }, on: { pretrain: true }, off: {} },
  { model: "neumf", field: { sgdLearningRate: 2 }, on: { pretrain: true }, off: {} },
  { model: "two-tower", field: { logitScale: 2 }, on: {}, off: { unitVectors: false } },
  { model: "mult-vae", field: { annealingEpochs: 2 }, on: {}, off: { klWeight: 0 } },
  { model: "sasrec", field: { numNegatives: 2 }, on: { negatives: "own" }, off: { negatives: "all" } },
  { model: "gru4rec", field: { scoreL2: 2 }, on: { loss: "bpr-max" }, off: {} },
  { model: "sasrec", field: { calibration: 0.5 }, on: { loss: "gbce" }, off: { loss: "bce" } },
  { model: "gru4rec", field: { numNegatives: 2 }, on: {}, off: { negatives: "all" } },
  { model: "caser", field: { numNegatives: 2 }, on: {}, off: { negatives: "all" } },
] as const satisfies readonly {
  model: string;
  field: Readonly<Record<string, unknown>>;
  task?: Task;
  on: Readonly<Record<string, unknown>> | undefined;
  off: Readonly<Record<string, unknown>>;
}[];

describe.each(cases)("$model with $field", ({ model, field, on, off, ...rest }) => {
  const definition = modelDefinition(model);
  const task = "task" in rest ? rest.task : "ranking";
  const [name, value] = Object.entries(field)[0] as [string, unknown];
  const conditions: Readonly<Record<string, { readonly unless: string } | undefined>> = {
    ...definition.conditions,
  };

  it("is refused where the field does nothing, and told why", () => {
    const parse = () => parseConfig(definition, task, { ...off, ...field });
    expect(parse).toThrow(InvalidConfigError);
    const { unless } = conditions[name] ?? {};
    expect(parse).toThrow(`${name}: does nothing unless ${unless}, received ${value}: leave it out`);
  });

  it("is taken where the field does something", () => {
    if (on) expect(parseConfig(definition, task, { ...on, ...field })).toMatchObject(field);
  });

  it("is taken at its default, which every complete config has", () => {
    const complete = parseConfig(definition, task, off);
    expect(parseConfig(definition, task, complete)).toEqual(complete);
  });
});

const withFeatures = [...modelRegistry.values()].filter(({ readsFeatures }) => readsFeatures);

describe.each(withFeatures)("$name and features", (definition) => {
  const ofItems: FeatureSchema = { items: { size: { kind: "numeric" } } };
  const ofBoth: FeatureSchema = { ...ofItems, users: { age: { kind: "numeric" } } };
  const changed = { idDropout: 0.3, featureL2: 0.3, crossRows: 1024 };
  const given = Object.entries(changed).filter(([field]) => field in parseConfig(definition, "ranking"));
  const create = (config: Readonly<Record<string, unknown>>, schema?: FeatureSchema) => {
    const features = schema && fitFeatures(schema, { train, users: new Map(), items: new Map() });
    createModel(definition.name, { task: "ranking", dimensions: train, seed: 1, config, features }).dispose();
  };

  it.each(given)("%s is refused without them", (field, value) => {
    expect(() => create({ [field]: value })).toThrow(
      new RegExp(`${field}: does nothing unless the model is made with features.*, received ${value}`),
    );
    expect(() => create({ [field]: value }, ofBoth)).not.toThrow();
  });

  it("crosses need two sides", () => {
    if ("crossRows" in parseConfig(definition, "ranking"))
      expect(() => create({ crossRows: 1024 }, ofItems)).toThrow("of items, and of users or context");
  });
});

it("does not hold for a field of a model's own that has the name of one of training", () => {
  const metric = defineModel({
    ...modelDefinition("gmf"),
    readsFeatures: false,
    conditions: {},
    config: { margin: z.number().default(3) },
    build: () => {
      throw new Error("is not built");
    },
  });
  expect(parseConfig(metric, "ranking", { margin: 5 })).toMatchObject({ margin: 5, loss: "bce" });
  expect(() => parseConfig(metric, "ranking", { sigma: 5 })).toThrow("sigma: does nothing unless");
});

it("an artifact may say what does nothing, since defaults change", () => {
  const model = createModel("neumf", { task: "ranking", dimensions: train, seed: 1 });
  const config = { ...(model.config as object), pretrainEpochs: 3, featureL2: 5, huberDelta: 2 };
  const artifact: Artifact = {
    manifest: {
      ...({
        formatVersion: 1,
        libraryVersion: "0",
        model: "neumf",
        task: "ranking",
        seed: 1,
        config,
      } as const),
      ...{ dimensions: { numUsers: train.numUsers, numItems: train.numItems }, dataHash: "0".repeat(64) },
    },
    ...{ weights: model.state(), users: train.users, items: train.items },
  };
  const loaded = loadModel(artifact);
  expect(loaded.config).toEqual(config);
  loaded.dispose();
  model.dispose();
});

describe("a search", () => {
  const search = (
    definition: ModelDefinition,
    config: Readonly<Record<string, unknown>>,
    losses: readonly string[] = [],
  ) =>
    searchConfigs(definition, {
      ...{ task: "ranking", train, budget: 4, seed: 1, config, threads: 1 },
      space: {
        ...(losses.length > 0 && { loss: { kind: "choice", values: losses } }),
        numNegatives: { kind: "integer", min: 5, max: 50 },
        learningRate: { kind: "log-uniform", min: 0.01, max: 0.1 },
      },
      validation: { evaluate: async () => ({ value: 1 }), monitor: "value", mode: "max" },
    });
  const drawnNegatives = async (config: Readonly<Record<string, unknown>>) => {
    const { log } = await search(modelDefinition("gmf"), { ...config, epochs: 1 });
    const configs = log.trials.map((trial) => trial.config as { numNegatives: number; learningRate: number });
    expect(new Set(configs.map(({ learningRate }) => learningRate)).size).toBe(4);
    return configs.map(({ numNegatives }) => numNegatives);
  };

  it("leaves at its default what does nothing beside what is set", async () => {
    expect(await drawnNegatives({ loss: "softmax" })).toEqual([4, 4, 4, 4]);
    expect(new Set(await drawnNegatives({ loss: "bpr" })).size).toBe(4);
  });

  it("leaves out what is set where a draw does not read it", async () => {
    const { log } = await search(modelDefinition("gmf"), { epochs: 1, sigma: 2 }, ["bce", "lambda-rank"]);
    const read = log.trials.map(({ config }) => config as { loss: string; sigma: number });
    expect(new Set(read.map(({ loss }) => loss)).size).toBe(2);
    for (const { loss, sigma } of read) expect(sigma).toBe(loss === "lambda-rank" ? 2 : 1);
  });

  it("refuses what is set where no draw reads it", async () => {
    const searching = search(modelDefinition("gmf"), { epochs: 1, sigma: 2, loss: "bce" });
    await expect(searching).rejects.toThrow("sigma: does nothing unless");
  });
});

it("positives among the negatives are allowed where the sampler is the loss's own, too", async () => {
  // Every user has every item but one: a negative is the same one for ever, unless positives are allowed.
  const [userIndex, itemIndex] = [new Int32Array(30), new Int32Array(30)];
  for (let at = 0; at < 30; at++) [userIndex[at], itemIndex[at]] = [Math.floor(at / 5), at % 5];
  const data = new Interactions(Vocabulary.ofIndices(6), Vocabulary.ofIndices(6), {
    ...{ userIndex, itemIndex, value: new Float32Array(30).fill(1), timestamp: undefined },
  });
  const scoresOf = async (config: Readonly<Record<string, unknown>>) => {
    const model = createModel("gmf", {
      ...{ task: "ranking", dimensions: data, seed: 1, config: { epochs: 2, ...config } },
    });
    await fit(model, data, { seed: 1, threads: 1 });
    const scores = await model.scoreCatalogue(Int32Array.of(0));
    model.dispose();
    return scores;
  };
  const allowed = await scoresOf({ allowPositives: true });
  expect(allowed).toEqual(await scoresOf({ allowPositives: true, sampler: "uniform" }));
  expect(allowed).not.toEqual(await scoresOf({}));
});
