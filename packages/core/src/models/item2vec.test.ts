import { describe, expect, it } from "vitest";
import { rowOf } from "../data/compressed-rows.js";
import { createRandom } from "../random/random.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";

const data = matrixInteractions(
  randomSparseMatrix(createRandom(2), { numRows: 80, numColumns: 150, density: 0.1, weighted: false }),
);

async function trained(config: Record<string, unknown>, threads?: number) {
  const model = createModel("item2vec", {
    task: "ranking",
    dimensions: data,
    config: { embeddingDim: 5, epochs: 2, learningRate: 0.1, ...config },
    seed: 1,
  });
  await fit(model, data, { seed: 1, threads });
  return model;
}

describe("item2vec", () => {
  it("folds in a training user exactly, and reads the order of a history with a half-life alone", async () => {
    for (const historyHalfLife of [null, 3]) {
      const model = await trained({ historyHalfLife });
      const history = rowOf(data.byUser, 7).slice();
      const reversed = history.toReversed();
      const scores = await model.scoreHistories?.([{ itemIndex: history }, { itemIndex: reversed }]);
      const known = await model.scoreCatalogue(Int32Array.of(7));
      for (let item = 0; item < 150; item++) expect(scores?.[item]).toBeCloseTo(known[item] as number, 5);
      const apart = known.map((score, item) => Math.abs(score - (scores?.[150 + item] as number)));
      if (historyHalfLife === null) expect(Math.max(...apart)).toBeLessThan(1e-5);
      else expect(Math.max(...apart)).toBeGreaterThan(1e-3);
      model.dispose();
    }
  });

  it("weighs a history by its half-life", async () => {
    const model = await trained({ historyHalfLife: 1, popularityWeight: 0 });
    const centers = model.state().get("centers")?.data ?? new Float32Array();
    const contexts = model.state().get("itemFactors")?.data ?? new Float32Array();
    const scores = await model.scoreHistories?.([{ itemIndex: Int32Array.of(3, 9) }]);
    const dot = (center: number) =>
      [0, 1, 2, 3, 4].reduce(
        (sum, d) => sum + (centers[5 * center + d] as number) * (contexts[5 * 20 + d] as number),
        0,
      );
    // Both are at length 1 before the mean is taken.
    for (const vectors of [centers, contexts]) {
      expect(Math.hypot(...vectors.subarray(5 * 20, 5 * 21))).toBeCloseTo(1, 5);
    }
    expect(scores?.[20]).toBeCloseTo((dot(3) / 2 + dot(9)) / 1.5, 5);
    model.dispose();
  });

  it("adds the logarithm of an item's interactions", async () => {
    const [none, some] = [await trained({ popularityWeight: 0 }), await trained({ popularityWeight: 0.5 })];
    const user = Int32Array.of(0);
    const [without, withBias] = [await none.scoreCatalogue(user), await some.scoreCatalogue(user)];
    const count = rowOf(data.byItem, 4).length;
    expect((withBias[4] as number) - (without[4] as number)).toBeCloseTo(0.5 * Math.log(1 + count), 4);
    none.dispose();
    some.dispose();
  });

  it("gives the same bits on one thread and on two", async () => {
    const [one, two] = [await trained({}, 1), await trained({}, 2)];
    expect(two.state()).toEqual(one.state());
    one.dispose();
    two.dispose();
  });
});
