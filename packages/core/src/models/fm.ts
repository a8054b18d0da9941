import * as z from "zod";
import { defineModel } from "./define-model.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { factorizationMachine } from "./factorization-machine.js";

export const linearL2Field = z
  .number()
  .min(0)
  .max(100)
  .default(0)
  .describe("Weight of the squared linear weights that a batch reads.");

/** logit = Σ weights + Σ dot products of all pairs of fields: see `factorizationMachine`. */
export const fm = defineModel({
  name: "fm",
  title: "Factorization machine (FM)",
  summary: "A weight and an embedding for each value of each field; every pair of fields adds a dot product.",
  paper: "Rendle, Factorization machines, ICDM 2010",
  whenToUse: "There are features of users, items or the moment: the first model to try with them.",
  whenNotToUse: "There are ids alone: it is biased-mf then, with another name.",
  readsFeatures: true,
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 128 },
    learningRate: { kind: "log-uniform", min: 0.0005, max: 0.02 },
    l2: { kind: "log-uniform", min: 0.001, max: 0.5 },
    linearL2: { kind: "uniform", min: 0, max: 0.1 },
    epochs: { kind: "early-stopped", max: 80, patience: 6 },
  },
  config: {
    embeddingDim: embeddingDimField(32, "Size of the embedding of each value of a field."),
    linearL2: linearL2Field,
  },
  taskDefaults: {
    rating: { learningRate: 0.002, l2: 0.1, linearL2: 0.01, batchSize: 1024, epochs: 30 },
    ranking: { learningRate: 0.005, l2: 0.01, epochs: 40 },
  },
  build: ({ config: { embeddingDim, l2, linearL2 }, features }) =>
    factorizationMachine({ features, embeddingDim, l2, linearL2 }).network,
});
