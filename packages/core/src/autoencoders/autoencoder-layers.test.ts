import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { gaussianCode } from "./bottleneck.js";
import { inputRows, withDropout } from "./input-rows.js";
import { itemBags, poolRows } from "./item-bags.js";
import { multinomialLoss } from "./multinomial-loss.js";

/** Users with items {1, 3}, {} and {0, 1, 6} of seven. */
const histories: SparseMatrix = {
  numRows: 3,
  numColumns: 7,
  offsets: Int32Array.of(0, 2, 2, 5),
  columns: Int32Array.of(1, 3, 0, 1, 6),
};
const draws = createRandom(5);
const values = (count: number) => Array.from({ length: count }, () => draws.normal());

for (const backend of ["simd", "wasm"] as const) {
  describe(`on the ${backend} backend`, () => {
    beforeAll(async () => {
      await selectNodeBackend(backend);
    });
    afterAll(async () => {
      await tf.setBackend("simd");
    });

    it("takes the likelihood of each user's items under the softmax", () => {
      const logits = [[0, Math.log(2), 0, Math.log(3), 0, 0, 0], Array(7).fill(4), Array(7).fill(-90)];
      const loss = tf.tidy(() => multinomialLoss(tf.tensor2d(logits.flat(), [3, 7]), histories).arraySync());
      // The first user's probabilities are 2/10 and 3/10, the last one's 1/7 each.
      expect(loss).toBeCloseTo((Math.log(10 / 2) + Math.log(10 / 3) + 3 * Math.log(7)) / 3, 4);
    });

    it("differentiates the likelihood, times what stands above it", () => {
      const doubled = (logits: tf.Tensor) =>
        tf.mul(multinomialLoss(logits as tf.Tensor2D, histories), 2) as tf.Scalar;
      expect(gradientError(doubled, [{ shape: [3, 7], values: values(21) }])).toBeLessThan(5e-3);
    });

    it("pools the rows of weighted bags, and gives each row its part of the gradient", () => {
      const { items, bags } = itemBags({ ...histories, values: Float32Array.of(2, -1, 0.5, 1, 3) });
      expect([...items]).toEqual([0, 1, 3, 6]);
      const rows = [1, 10, 2, 20, 3, 30, 4, 40];
      const pooled = tf.tidy(() => poolRows(bags, tf.tensor2d(rows, [4, 2])).arraySync());
      expect(pooled).toEqual([
        [2 * 2 - 3, 2 * 20 - 30],
        [0, 0],
        [0.5 + 2 + 12, 5 + 20 + 120],
      ]);
      const squares = (leaf: tf.Tensor) =>
        tf.mean(tf.square(poolRows(bags, leaf as tf.Tensor2D))) as tf.Scalar;
      expect(gradientError(squares, [{ shape: [4, 2], values: values(8) }])).toBeLessThan(5e-3);
    });

    it("pools bags without any items to zeros", () => {
      const { items, bags } = itemBags({
        ...histories,
        offsets: new Int32Array(4),
        columns: new Int32Array(0),
      });
      expect([...items]).toEqual([0]);
      expect(tf.tidy(() => poolRows(bags, tf.ones([1, 2])).arraySync())).toEqual(Array(3).fill([0, 0]));
    });
  });
}

describe("the code of a variational autoencoder", () => {
  it("is the mean for scores, and is drawn around it in training", () => {
    const encoded = [1, -2, Math.log(4), 0];
    const noise = [0.5, -1];
    const { code, drawn, penalty } = tf.tidy(() => {
      const tensor = tf.tensor2d(encoded, [1, 4]);
      const training = gaussianCode.trainingCode(tensor, () => tf.tensor2d(noise, [1, 2]));
      return {
        code: gaussianCode.code(tensor).arraySync(),
        drawn: training.code.arraySync(),
        penalty: training.penalty?.arraySync(),
      };
    });
    expect(code).toEqual([[1, -2]]);
    expect(drawn[0]?.[0]).toBeCloseTo(1 + 0.5 * 2, 5);
    expect(drawn[0]?.[1]).toBeCloseTo(-2 - 1, 5);
    expect(penalty).toBeCloseTo(0.5 * (1 + 4 - 1 - Math.log(4) + 4 + 1 - 1 - 0), 5);
  });

  it("has the gradient of its divergence and of its draw", () => {
    const noise = values(6);
    const bound = (encoded: tf.Tensor) => {
      const { code, penalty } = gaussianCode.trainingCode(encoded as tf.Tensor2D, () =>
        tf.tensor2d(noise, [3, 2]),
      );
      return tf.add(tf.mean(tf.square(code)), penalty ?? 0) as tf.Scalar;
    };
    expect(gradientError(bound, [{ shape: [3, 4], values: values(12) }])).toBeLessThan(5e-3);
  });
});

describe("the input of an autoencoder", () => {
  it("has length 1 for every user who has items", () => {
    expect([...(inputRows(histories).values ?? [])]).toEqual(
      [1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 3].map((square) => Math.fround(Math.sqrt(square))),
    );
  });

  it("loses the share of the dropout, and keeps its sum in the mean", () => {
    const columns = Int32Array.from({ length: 10_000 }, (_, item) => item);
    const offsets = Int32Array.of(0, 4000, 10_000);
    const rows = {
      numRows: 2,
      numColumns: 10_000,
      offsets,
      columns,
      values: new Float32Array(10_000).fill(2),
    };
    const dropped = withDropout(rows, { rate: 0.3, random: createRandom(1) });
    expect(dropped.columns.length).toBe(dropped.offsets[2]);
    // 7,000 ± 5 standard deviations of 46.
    expect(Math.abs(dropped.columns.length - 7000)).toBeLessThan(230);
    expect(Math.abs((dropped.offsets[1] as number) - 2800)).toBeLessThan(150);
    expect(new Set(dropped.values)).toEqual(new Set([Math.fround(2 / 0.7)]));
    expect(dropped.columns).toEqual(dropped.columns.slice().sort());
    expect(withDropout(rows, { rate: 0, random: createRandom(1) })).toBe(rows);
  });
});
