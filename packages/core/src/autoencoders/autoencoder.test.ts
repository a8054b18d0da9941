import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { createModel } from "../models/create-model.js";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { fit } from "../training/fit.js";
import { AutoencoderNetwork } from "./autoencoder-network.js";
import { deterministicCode, gaussianCode } from "./bottleneck.js";
import { inputRows } from "./input-rows.js";
import { itemBags } from "./item-bags.js";
import { multinomialLoss } from "./multinomial-loss.js";

const histories = randomSparseMatrix(createRandom(3), {
  numRows: 4,
  numColumns: 6,
  density: 0.5,
  weighted: false,
});
const sizes = { numItems: 6, hiddenUnits: [5, 3], embeddingDim: 2, l2: 0 };

describe("the network of an autoencoder", () => {
  for (const [name, bottleneck] of Object.entries({ deterministicCode, gaussianCode })) {
    it(`computes what its formula says, with ${name}`, () => {
      const network = new AutoencoderNetwork({ ...sizes, bottleneck, random: createRandom(1) });
      // Biases that are not zero show where one is left out.
      for (const { weights } of network.layers) {
        for (const [name, weight] of Object.entries(weights)) {
          if (name.endsWith("bias")) tf.tidy(() => weight.assign(tf.range(1, weight.size + 1).div(10)));
        }
      }
      const { items, bags } = itemBags(inputRows(histories));
      const { table } = network;
      const logits = tf.tidy(() => {
        const rows = tf.tensor2d(table.gather(items), [items.length, table.embeddingDim]);
        return network.logits(bags, rows).arraySync();
      });
      const weights = new Map(
        network.layers.flatMap((layer) =>
          Object.entries(layer.weights).map(([key, weight]) => [key, weight.arraySync()] as const),
        ),
      );
      const apply = (layer: string, x: number[]) => {
        const kernel = weights.get(`${layer}/kernel`) as number[][];
        const bias = weights.get(`${layer}/bias`) as number[];
        return bias.map((b, j) =>
          x.reduce((sum, value, i) => sum + value * (kernel[i]?.[j] ?? Number.NaN), b),
        );
      };
      for (let user = 0; user < 4; user++) {
        const own = histories.columns.subarray(histories.offsets[user], histories.offsets[user + 1]);
        const input = (weights.get("encoder/input/bias") as number[]).map((bias, d) =>
          own.reduce(
            (sum, item) => sum + (table.weights[item * 5 + d] as number) / Math.sqrt(own.length),
            bias,
          ),
        );
        const encoded = apply("encoder/1", apply("encoder/0", input.map(Math.tanh)).map(Math.tanh));
        const code = bottleneck === gaussianCode ? encoded.slice(0, 2) : encoded.map(Math.tanh);
        const decoded = apply("decoder/1", apply("decoder/0", code).map(Math.tanh)).map(Math.tanh);
        const expected = apply("decoder/output", decoded);
        for (const [item, logit] of expected.entries()) expect(logits[user]?.[item]).toBeCloseTo(logit, 4);
      }
      network.dispose();
    });
  }

  it("has the gradient of the evidence lower bound", () => {
    const network = new AutoencoderNetwork({ ...sizes, bottleneck: gaussianCode, random: createRandom(1) });
    const { items, bags } = itemBags(inputRows(histories));
    const random = createRandom(2);
    const normals = (count: number) => Array.from({ length: count }, () => random.normal());
    const noise = normals(8);
    const bound = (rows: tf.Tensor) => {
      const { logits, penalty } = network.trainingLogits(bags, rows as tf.Tensor2D, () =>
        tf.tensor2d(noise, [4, 2]),
      );
      return tf.add(multinomialLoss(logits, histories), tf.mul(penalty ?? Number.NaN, 0.3)) as tf.Scalar;
    };
    const rows = { shape: [items.length, 5], values: normals(5 * items.length) };
    expect(gradientError(bound, [rows])).toBeLessThan(5e-3);
    network.dispose();
  });
});

describe("training an autoencoder", () => {
  const data = matrixInteractions(
    randomSparseMatrix(createRandom(7), { numRows: 90, numColumns: 70, density: 0.2, weighted: false }),
  );
  const train = async (name: string, config: Record<string, unknown>, threads = 1) => {
    const base = { embeddingDim: 8, batchSize: 32, epochs: 4, learningRate: 0.01 };
    const model = createModel(name, {
      task: "ranking",
      dimensions: data,
      seed: 1,
      config: { ...base, ...config },
    });
    const { losses } = await fit(model, data, { seed: 1, threads });
    const scores = await model.scoreCatalogue(Int32Array.of(0, 5));
    model.dispose();
    return { losses: losses as number[], scores };
  };

  it("gives the same bits on one thread and on two", async () => {
    for (const name of ["mult-vae", "mult-dae"]) {
      const config = { hiddenUnits: [40], l2: 1e-4 };
      expect(await train(name, config, 2)).toEqual(await train(name, config, 1));
    }
  });

  it("charges the divergence in proportion to the epochs gone, up to its weight", async () => {
    const [free, slow, at] = await Promise.all(
      [{ klWeight: 0 }, { klWeight: 1, annealingEpochs: 100_00 }, { klWeight: 1, annealingEpochs: 0 }].map(
        (config) => train("mult-vae", { hiddenUnits: [16], epochs: 1, batchSize: 90, ...config }),
      ),
    );
    // The one step of the first epoch begins with no weight, or with all of it.
    expect(slow?.losses[0]).toBe(free?.losses[0]);
    expect(at?.losses[0]).toBeGreaterThan((free?.losses[0] ?? 0) + 0.01);
  });

  it("adds the squared weights to the loss where l2 is set", async () => {
    const [plain, pulled] = await Promise.all(
      [0, 0.05].map((l2) => train("mult-dae", { l2, epochs: 40, dropout: 0 })),
    );
    const size = (scores?: Float32Array) => Math.hypot(...(scores ?? []));
    expect(size(pulled?.scores)).toBeLessThan(0.5 * size(plain?.scores));
  });
});
