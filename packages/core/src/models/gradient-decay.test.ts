import { describe, expect, it } from "vitest";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";

const { train } = checkerboard(8);

/** Every learned number after some epochs of one step each. */
async function learned(config: Record<string, unknown>): Promise<number[]> {
  const model = createModel("mlp", {
    task: "ranking",
    dimensions: { numUsers: 8, numItems: 8 },
    config: {
      ...{ embeddingDim: 4, hiddenUnits: [4], optimizer: "sgd", learningRate: 0.5, l2: 0, batchSize: 1000 },
      ...config,
    },
    seed: 1,
  });
  await fit(model, train, { seed: 1 });
  const numbers = [...model.state().values()].flatMap(({ data }) => [...data]);
  model.dispose();
  return numbers;
}

describe("linear decay of the learning rate", () => {
  it("takes the first epoch in full and the second of two by half", async () => {
    const [start, first, constant, decayed] = [
      await learned({ learningRate: 1e-12, epochs: 1 }),
      await learned({ epochs: 1, decay: "linear" }),
      await learned({ epochs: 2 }),
      await learned({ epochs: 2, decay: "linear" }),
    ];
    expect(first).toEqual(await learned({ epochs: 1 }));
    expect(first).not.toEqual(start);
    let moved = 0;
    for (const [i, weight] of first.entries()) {
      const whole = (constant[i] as number) - weight;
      moved += Math.abs(whole);
      expect((decayed[i] as number) - weight).toBeCloseTo(whole / 2, 6);
    }
    expect(moved).toBeGreaterThan(0.01);
  });
});
