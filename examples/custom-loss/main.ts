// A loss of your own: one function of logits, trained by any model on any backend.
import { bpr, createModel, evaluateRanking, fit, pairwise, recommend } from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import { checkerboard } from "@tastemaker/core/testing";
import * as tf from "@tensorflow/tfjs";

/** The margin loss of the collaborative metric learning papers: a negative must stay one below its positive. */
const hinge = pairwise({
  name: "hinge",
  compute: (positive, negative) => tf.relu(tf.add(tf.sub(negative, positive), 1)),
});

await selectNodeBackend();
const { train, test } = checkerboard(20);

for (const loss of [hinge, bpr]) {
  const model = createModel("gmf", {
    task: "ranking",
    dimensions: train,
    config: { embeddingDim: 4, optimizer: "adagrad", learningRate: 0.2, batchSize: 128 },
    seed: 1,
  });
  await fit(model, train, { seed: 1, loss });
  const { metrics } = await evaluateRanking(model, {
    train,
    test,
    split: { kind: "given", description: "one item withheld from each user" },
    cutoffs: [1],
  });
  const [first] = await recommend(model, { userIndex: 0, k: 1, exclude: train.byUser });
  console.log(
    `${loss.name}: hit rate at 1 is ${metrics["hitRate@1"]}, and user 0 gets item ${first?.itemIndex} first`,
  );
  model.dispose();
}
