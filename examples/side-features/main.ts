// Side features: a film that nobody has seen yet is recommended by its genres and its year.
import {
  createModel,
  defineFeatures,
  evaluateRanking,
  fit,
  fitFeatures,
  generateInteractions,
  recommend,
} from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";

await selectNodeBackend();
const { interactions, itemAttributes } = await generateInteractions({
  flavour: "catalogue",
  numUsers: 500,
  numItems: 300,
  interactionsPerUser: 30,
  seed: 7,
});

// Every fifth film is new: it is in the catalogue, and its interactions are kept for the test.
const isNew = (item: number) => item % 5 === 0;
const positions = Int32Array.from({ length: interactions.length }, (_, position) => position);
const itemAt = (position: number) => interactions.itemIndex[position] ?? 0;
const train = interactions.select(positions.filter((position) => !isNew(itemAt(position))));
const test = interactions.select(positions.filter((position) => isNew(itemAt(position))));

const schema = defineFeatures({
  items: { genres: { kind: "multi-valued" }, year: { kind: "numeric", bins: 8 } },
});
// Attributes that the schema does not name, such as titles, are left out.
const items = {
  get(id: string) {
    const { genres, year } = itemAttributes.get(id) ?? {};
    return { genres: Array.isArray(genres) ? genres : [], year: Number(year) };
  },
};
const features = fitFeatures(schema, { train, items });
const genresOf = (item: number) => items.get(interactions.items.idOf(item)).genres;
const titleOf = (item: number) => itemAttributes.get(interactions.items.idOf(item))?.["title"];

for (const [name, given] of [
  ["without features", undefined],
  ["with features", features],
] as const) {
  const model = createModel("two-tower", {
    task: "ranking",
    dimensions: train,
    config: { embeddingDim: 16, batchSize: 512, learningRate: 0.02, epochs: 6 },
    seed: 1,
    ...(given && { features: given }),
  });
  await fit(model, train, { seed: 1 });
  const { metrics } = await evaluateRanking(model, {
    train,
    test,
    split: { kind: "given", description: "the interactions of every fifth film" },
    cutoffs: [10],
  });
  console.log(`${name}: recall at 10 of new films is ${metrics["recall@10"]?.toFixed(3)}`);
  if (given) {
    const films = [...interactions.items.ids.keys()];
    const animated = films.filter((item) => !isNew(item) && genresOf(item).includes("Animation"));
    const best = await recommend(model, {
      history: { itemIndex: Int32Array.from(animated.slice(0, 5)) },
      candidates: Int32Array.from(films.filter(isNew)),
      k: 3,
    });
    for (const { itemIndex } of best)
      console.log(`new for a friend of animation: ${titleOf(itemIndex)} (${genresOf(itemIndex).join(", ")})`);
  }
  model.dispose();
}
