import { expect, it } from "vitest";
import { CorruptArtifactError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import { RatingScale } from "./rating-scale.js";

it("adds the mean, and ends at the ends of the training values", () => {
  const scale = RatingScale.of(Float32Array.of(1, 2, 3, 6));
  expect([...scale.apply(Float32Array.of(-9, 0.5, 9))]).toEqual([1, 3.5, 6]);
});

it.each(["funk-svd", "biased-mf"])("refuses a range that is none, and leaves %s as it was", (name) => {
  const dimensions = { numUsers: 2, numItems: 2 };
  const model = createModel(name, { task: "rating", dimensions, seed: 1, config: { embeddingDim: 2 } });
  const before = model.state();
  const other = new Map(
    [...before].map(([key, { shape, data }]) => [key, { shape, data: data.map(() => 1) }]),
  );
  const state = other.set("scale", { shape: [3], data: Float32Array.of(3, 5, 1) });
  expect(() => model.restore(state)).toThrow(CorruptArtifactError);
  expect(() => model.restore(state)).toThrow("between 5 and 1");
  expect(model.state()).toEqual(before);
  model.dispose();
});
