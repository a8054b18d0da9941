// From interactions to recommendations. With a file of your own: `tsx main.ts ratings.csv`, a CSV with a header.
import {
  createModel,
  evaluateRanking,
  fit,
  generateInteractions,
  leaveLastOut,
  recommend,
  rowOf,
} from "@tastemaker/core";
import { readInteractions } from "@tastemaker/core/node";

const [file] = process.argv.slice(2);
const demo = {
  flavour: "catalogue",
  numUsers: 600,
  numItems: 300,
  interactionsPerUser: 30,
  seed: 7,
} as const;
const data = file ? await readInteractions(file, { format: "csv" }) : await generateInteractions(demo);
const { train, test, spec } = leaveLastOut(data.interactions, { ties: "last-row" });

for (const name of ["popularity", "ease"]) {
  const model = createModel(name, { task: "ranking", dimensions: train, seed: 1 });
  await fit(model, train, { seed: 1 });
  const { metrics } = await evaluateRanking(model, { train, test, split: spec, cutoffs: [10] });
  const list = await recommend(model, { userIndex: 0, k: 5, exclude: rowOf(train.byUser, 0) });
  const items = list.map(({ itemIndex }) => train.items.idOf(itemIndex)).join(", ");
  console.log(`${name}: hit rate at 10 is ${metrics["hitRate@10"]?.toFixed(3)}; first for a user: ${items}`);
}
