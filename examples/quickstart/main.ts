// From a file of interactions to recommendations, and how good they are: `npm start`, or `tsx main.ts FILE`.
import { evaluateRanking, leaveLastOut, recommend, trainModel } from "@tastemaker/core";
import { readInteractions, selectNodeBackend } from "@tastemaker/core/node";

await selectNodeBackend();
const [file = "ratings.csv"] = process.argv.slice(2);
const { interactions } = await readInteractions(file, { format: "csv" });
const { train, test, spec } = leaveLastOut(interactions, { ties: "last-row" });

for (const name of ["popularity", "ease"]) {
  const model = await trainModel(name, train, { task: "ranking", seed: 1 });
  const { metrics } = await evaluateRanking(model, { train, test, split: spec, cutoffs: [10] });
  const list = await recommend(model, { userIndex: 0, k: 5, exclude: train.byUser });
  const items = list.map(({ itemIndex }) => train.items.idOf(itemIndex)).join(", ");
  console.log(`${name}: hit rate at 10 is ${metrics["hitRate@10"]?.toFixed(3)}`);
  console.log(`  best for ${train.users.idOf(0)}: ${items}`);
  model.dispose();
}
