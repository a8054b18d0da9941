import { expect, it } from "vitest";
import { createModel } from "./create-model.js";

it.each(["random", "popularity", "item2vec", "lightgcn", "mult-dae", "mult-vae"])(
  "%s reads no values of a history, and takes any",
  async (name) => {
    const dimensions = { numUsers: 5, numItems: 6 };
    const model = createModel(name, { task: "ranking", dimensions, seed: 1 });
    const itemIndex = Int32Array.of(4, 1);
    const valued = [{ itemIndex, value: Float32Array.of(0, -2) }];
    expect(await model.scoreHistories(valued)).toEqual(await model.scoreHistories([{ itemIndex }]));
    model.dispose();
  },
);
