// What comes next depends on what came last: a model that reads histories in their order.
import {
  createModel,
  evaluateRanking,
  fit,
  leaveLastOut,
  parseInteractions,
  recommend,
} from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";

// Each learner takes the lessons of a course one after another, from a place of his own: a user and his items a line.
const lesson = (number: number) => `lesson-${(number % 12) + 1}`;
const lines = Array.from({ length: 120 }, (_, learner) => {
  const taken = Array.from({ length: 4 + (learner % 5) }, (__, i) => lesson(learner * 7 + i));
  return `learner-${learner} ${taken.join(" ")}\n`;
});

await selectNodeBackend();
const { interactions } = await parseInteractions(lines.join(""), { format: "lists" });
const { train, test, spec } = leaveLastOut(interactions, { ties: "last-row" });

for (const [name, config] of [
  ["ease", {}],
  ["sasrec", { negatives: "all", learningRate: 0.005, batchSize: 128 }],
] as const) {
  const model = createModel(name, { task: "ranking", dimensions: train, config, seed: 1 });
  await fit(model, train, { seed: 1 });
  const { metrics } = await evaluateRanking(model, { train, test, split: spec, cutoffs: [1] });
  console.log(`${name}: the next lesson comes first for ${metrics["hitRate@1"]?.toFixed(2)} of the learners`);

  // Somebody the model has never seen, by what he took last.
  for (const taken of [
    ["lesson-3", "lesson-4", "lesson-5"],
    ["lesson-5", "lesson-4", "lesson-3"],
  ]) {
    const itemIndex = Int32Array.from(taken, (id) => train.items.indexOf(id) ?? -1);
    const [next] = await recommend(model, { history: { itemIndex }, k: 1, exclude: itemIndex });
    console.log(`  after ${taken.join(", ")}: ${next && train.items.idOf(next.itemIndex)}`);
  }
  model.dispose();
}
