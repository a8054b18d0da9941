import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";

const day = 86_400;

/** Item 0 three times long ago, item 1 twice, item 2 once today. */
function interactions(timestamp: Float64Array | undefined): Interactions {
  return new Interactions(Vocabulary.of(["a", "b", "c"]), Vocabulary.of(["x", "y", "z", "w"]), {
    userIndex: Int32Array.of(0, 1, 2, 0, 1, 0),
    itemIndex: Int32Array.of(0, 0, 0, 1, 1, 2),
    value: new Float32Array(6).fill(1),
    timestamp,
  });
}
const times = Float64Array.of(0, 0, 0, 10, 20, 30).map((days) => 1e9 + days * day);

async function scores(halfLifeDays: number | null, data: Interactions): Promise<number[]> {
  const model = createModel("popularity", {
    task: "ranking",
    dimensions: data,
    config: { halfLifeDays },
    seed: 1,
  });
  await fit(model, data, { seed: 1 });
  return [...(await model.scoreCatalogue(Int32Array.of(1)))];
}

describe("popularity", () => {
  it("counts interactions alike without a half-life, with times or without", async () => {
    expect(await scores(null, interactions(undefined))).toEqual([3, 2, 1, 0]);
    expect(await scores(null, interactions(times))).toEqual([3, 2, 1, 0]);
  });

  it("halves the weight of an interaction for each half-life before the latest one", async () => {
    const [x, y, z, w] = await scores(10, interactions(times));
    expect(x).toBeCloseTo(3 / 8, 6);
    expect(y).toBeCloseTo(1 / 4 + 1 / 2, 6);
    expect([z, w]).toEqual([1, 0]);
  });

  it("refuses a half-life for data without times", async () => {
    await expect(scores(10, interactions(undefined))).rejects.toThrow(InvalidInteractionsError);
    await expect(scores(10, interactions(undefined))).rejects.toThrow("halfLifeDays is 10");
  });
});
