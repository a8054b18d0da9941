// A model of your own: a config schema, the tables it reads, and one function from gathered rows to logits.
import {
  createModel,
  defineModel,
  evaluateRanking,
  fit,
  itemTable,
  network,
  normal,
  userTable,
} from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import { checkerboard, modelContract } from "@tastemaker/core/testing";
import * as tf from "@tensorflow/tfjs";
import { z } from "zod";

/** Users like what is near them: logit = margin − ‖user − item‖². */
const metricLearning = defineModel({
  name: "metric-learning",
  title: "Collaborative metric learning",
  summary: "Users and items are points; a user prefers the items near by.",
  paper: "Hsieh et al., Collaborative metric learning, WWW 2017",
  whenToUse: "When near should mean alike among items too.",
  whenNotToUse: "For catalogues of a few popular items: a distance has no place for popularity.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 4, max: 128 },
    margin: { kind: "uniform", min: 0.5, max: 4 },
  },
  tasks: ["ranking"],
  config: {
    embeddingDim: z.int().min(1).default(8).describe("Dimensions of the space."),
    margin: z.number().default(1).describe("The squared distance at which an item is as likely as not."),
  },
  build: ({ config: { embeddingDim, margin, l2 } }) => {
    const point = { embeddingDim, l2, initializer: normal(0.3) };
    return network({
      tables: { user: userTable(point), item: itemTable(point) },
      layers: [],
      logits: ({ user, item }) => tf.sub(margin, tf.sum(tf.squaredDifference(user, item), 1)),
    });
  },
});

await selectNodeBackend();
const config = { embeddingDim: 4, optimizer: "adagrad", learningRate: 0.2, batchSize: 128, epochs: 40 };

const { train, test } = checkerboard(20);
const model = createModel(metricLearning, { task: "ranking", dimensions: train, config, seed: 1 });
await fit(model, train, { seed: 1 });
const { metrics } = await evaluateRanking(model, {
  train,
  test,
  split: { kind: "given", description: "one item withheld from each user" },
  cutoffs: [1],
});
console.log(`hit rate at 1: ${metrics["hitRate@1"]}`);
model.dispose();

// The cases that every built-in model passes hold for yours too.
const cases = modelContract(metricLearning, { config, personalised: true });
for (const { name, run } of cases) {
  await run();
  console.log(`passed: ${name}`);
}
