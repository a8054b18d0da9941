// Somebody the model has never seen is recommended to and told why, without retraining.
import { createModel, explain, fit, generateInteractions, recommend, similarItems } from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";

await selectNodeBackend();
const world = {
  flavour: "catalogue",
  numUsers: 400,
  numItems: 120,
  interactionsPerUser: 20,
  seed: 1,
} as const;
const { interactions, itemAttributes } = await generateInteractions(world);
const titleOf = (itemIndex: number) => itemAttributes.get(interactions.items.idOf(itemIndex))?.["title"];

const model = createModel("ease", { task: "ranking", dimensions: interactions, config: { l2: 50 }, seed: 1 });
await fit(model, interactions, { seed: 1 });

// What the visitor has so far, oldest first. It is not recommended again.
const history = { itemIndex: Int32Array.of(3, 17, 42) };
const inStock = (itemIndex: number) => itemIndex % 10 !== 0;
const list = await recommend(model, { history, k: 3, filter: inStock, diversity: { lambda: 0.7 } });

for (const { itemIndex } of list) {
  const { terms } = await explain(model, { history, itemIndex });
  const reasons = terms.map((term) => term.kind === "item" && titleOf(term.itemIndex));
  console.log(`${titleOf(itemIndex)}, because of ${reasons.join(", ")}`);
}
const [like] = await similarItems(model, { itemIndex: 17, k: 1 });
console.log(`most like ${titleOf(17)}: ${like && titleOf(like.itemIndex)}`);
model.dispose();
