import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { AliasTable } from "./alias-table.js";

describe("AliasTable", () => {
  it.each([[[1, 2, 3, 4]], [[0, 5, 0, 1]], [[1, 1, 1]], [[7]], [[0.001, 1000]]])(
    "draws in proportion to %j",
    (weights) => {
      const table = new AliasTable(Float64Array.from(weights));
      const random = createRandom(1);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const numDraws = 200_000;
      const counts = weights.map(() => 0);
      for (let n = 0; n < numDraws; n++) {
        const index = table.draw(random);
        counts[index] = (counts[index] ?? 0) + 1;
      }
      for (const [index, weight] of weights.entries()) {
        const share = weight / total;
        // Five standard errors.
        const margin = 5 * Math.sqrt((share * (1 - share)) / numDraws);
        expect(Math.abs((counts[index] ?? 0) / numDraws - share)).toBeLessThanOrEqual(margin);
      }
    },
  );
});
