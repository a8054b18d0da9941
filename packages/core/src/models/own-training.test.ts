import { describe, expect, it } from "vitest";
import { losses } from "../losses/registry.js";
import { createRandom } from "../random/random.js";
import { checkerboard } from "../testing/checkerboard.js";
import { createModel } from "./create-model.js";

describe("a model with a training of its own", () => {
  for (const name of ["mult-vae", "mult-dae", "item2vec", "lightgcn"]) {
    it(`refuses another loss: ${name}`, async () => {
      const { train } = checkerboard(6);
      const model = createModel(name, { task: "ranking", dimensions: train, seed: 1 });
      const setup = { random: createRandom(1), loss: losses.bpr };
      await expect(async () => model.startTraining(train, setup)).rejects.toThrow(
        `${name} has a loss of its own: the loss "bpr" cannot take its place.`,
      );
      model.dispose();
    });
  }
});
