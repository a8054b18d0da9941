import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { normal } from "../layers/initializers.js";
import { createRandom } from "../random/random.js";
import { EmbeddingTable } from "./embedding-table.js";
import { optimizerNames, optimizers } from "./optimizers.js";
import { RowGradientSum } from "./row-gradient-sum.js";

const noRegularisation = (length: number) => ({ l2: 0, rows: new Float32Array(length) });

describe("EmbeddingTable", () => {
  it.each([1, 3])("gathers copies of rows, dimension %i", (embeddingDim) => {
    const spec = { side: "user", embeddingDim, initializer: normal(1), l2: 0 } as const;
    const table = new EmbeddingTable(4, spec, createRandom(1));
    const rowOf = (r: number) => [...table.weights.subarray(r * embeddingDim, (r + 1) * embeddingDim)];
    const gathered = table.gather(Int32Array.of(2, 0, 2));
    expect([...gathered]).toEqual([...rowOf(2), ...rowOf(0), ...rowOf(2)]);
    gathered.fill(0);
    expect(rowOf(2)).not.toContain(0);
  });
});

describe("RowGradientSum", () => {
  it("sums the gradients of equal rows, and is clean for the next batch", () => {
    const sum = new RowGradientSum(10, 2);
    const first = sum.sum(
      Int32Array.of(7, 3, 7),
      Float32Array.of(1, 2, 10, 20, 100, 200),
      noRegularisation(6),
    );
    expect([...first.rows]).toEqual([7, 3]);
    expect([...first.gradients]).toEqual([101, 202, 10, 20]);
    const second = sum.sum(Int32Array.of(3), Float32Array.of(5, 6), noRegularisation(2));
    expect([...second.rows]).toEqual([3]);
    expect([...second.gradients]).toEqual([5, 6]);
  });

  it("adds the gradient of l2 · mean ‖row‖²", () => {
    const sum = new RowGradientSum(4, 1);
    const rows = Float32Array.of(3, 5, 3, 5);
    const { gradients } = sum.sum(Int32Array.of(1, 2, 1, 2), new Float32Array(4), { l2: 0.5, rows });
    // Row 1 is read twice of four times: d/dw 0.5 · (2 w² + 2 v²) / 4 = 0.5 · w.
    expect([...gradients]).toEqual([1.5, 2.5]);
  });
});

describe.each(optimizerNames)("%s", (name) => {
  it("updates rows as the dense optimizer of TensorFlow.js does when every row is touched", () => {
    const start = [0.5, -1, 2, 0.25];
    const steps = [
      [0.1, -0.2, 0.3, 0.4],
      [-0.5, 0.1, 0.05, 0.2],
      [0.2, 0.2, -0.1, 0.3],
    ];
    const weights = Float32Array.from(start);
    const sparse = optimizers[name].sparse({ learningRate: 0.1, numRows: 2, dim: 2 });
    const variable = tf.tidy(() => tf.variable(tf.tensor1d(start)));
    const dense = optimizers[name].dense(0.1);
    for (const gradient of steps) {
      sparse.apply(weights, { rows: Int32Array.of(0, 1), gradients: Float32Array.from(gradient) });
      tf.tidy(() => dense.applyGradients([{ name: variable.name, tensor: tf.tensor1d(gradient) }]));
    }
    const expected = Array.from(variable.dataSync());
    for (const [i, weight] of weights.entries()) expect(weight).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    dense.dispose();
    variable.dispose();
  });

  it("leaves untouched rows to the bit", () => {
    const weights = Float32Array.of(1, 2, 3, 4, 5, 6);
    const optimizer = optimizers[name].sparse({ learningRate: 0.1, numRows: 3, dim: 2 });
    for (let step = 0; step < 3; step++) {
      optimizer.apply(weights, { rows: Int32Array.of(1), gradients: Float32Array.of(1, -1) });
    }
    expect([...weights.subarray(0, 2), ...weights.subarray(4)]).toEqual([1, 2, 5, 6]);
    expect(weights[2]).toBeLessThan(3);
    expect(weights[3]).toBeGreaterThan(4);
  });
});
