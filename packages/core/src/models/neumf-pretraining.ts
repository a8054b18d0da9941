import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec } from "../embedding/embedding-table.js";
import { column } from "../layers/column.js";
import { dense } from "../layers/dense.js";
import { ones } from "../layers/initializers.js";
import type { Layer } from "../layers/layer.js";
import { rowDot } from "../layers/row-dot.js";
import type { Random } from "../random/random.js";
import { type Network, network } from "./network.js";
import type { Pretraining, UpdateRule } from "./pretraining.js";

export interface NeumfPretrainingOptions {
  readonly gmfEpochs: number;
  readonly mlpEpochs: number;
  /** α: how much GMF counts beside MLP where training of the whole starts, from 0 to 1. */
  readonly productShare: number;
  readonly fineTuning: UpdateRule;
  readonly tables: Readonly<
    Record<"userProduct" | "itemProduct" | "userTower" | "itemTower", EmbeddingTableSpec>
  >;
  /** The tower of NeuMF: the MLP trains it in place. */
  readonly hidden: Layer & { readonly outputs: number };
  /** The output layer of NeuMF, over the product, where that is weighted, and the tower. */
  readonly output: Layer;
  readonly weightedProduct: boolean;
  /** Completes a part as NeuMF is completed, such as with biases. */
  readonly complete: (part: Network) => Network;
  readonly random: Random;
}

/**
 * GMF and MLP are trained first, over the tables and the tower of NeuMF, each with an output layer of its own. NeuMF
 * starts from h = [α · h_GMF ; (1 − α) · h_MLP]: from a weighted mean of the logits of both. He et al., WWW 2017,
 * section 3.4.1.
 */
export function neumfPretraining(options: NeumfPretrainingOptions): Pretraining {
  const { tables, hidden, weightedProduct, productShare, complete, random } = options;
  const { userProduct, itemProduct, userTower, itemTower } = tables;
  return {
    fineTuning: options.fineTuning,
    start() {
      const productOutput = dense({
        name: "gmf",
        inputs: userProduct.embeddingDim,
        outputs: 1,
        initializer: ones,
        random,
      });
      const towerOutput = dense({ name: "mlp", inputs: hidden.outputs, outputs: 1, random });
      const gmf = network({
        tables: { userProduct, itemProduct },
        layers: weightedProduct ? [productOutput] : [],
        logits: (rows) =>
          weightedProduct
            ? column(productOutput.apply(tf.mul(rows.userProduct, rows.itemProduct)))
            : rowDot(rows.userProduct, rows.itemProduct),
      });
      const mlp = network({
        tables: { userTower, itemTower },
        layers: [hidden, towerOutput],
        logits: (rows) =>
          column(towerOutput.apply(hidden.apply(tf.concat2d([rows.userTower, rows.itemTower], 1)))),
      });
      const completeGmf = complete(gmf as Network);
      return {
        networks: [
          { network: completeGmf, epochs: options.gmfEpochs },
          { network: complete(mlp as Network), epochs: options.mlpEpochs },
        ],
        join(weightsOf) {
          const shares = [{ layer: towerOutput, share: 1 - productShare }];
          if (weightedProduct) shares.unshift({ layer: productOutput, share: productShare });
          // Those of features too, whose names begin with that of the table they are added to.
          else
            for (const name of Object.keys(completeGmf.tables).filter((each) =>
              /^(user|item)Product/.test(each),
            ))
              scale(weightsOf(name), Math.sqrt(productShare));
          joinOutputs(options.output, shares);
        },
        dispose() {
          productOutput.dispose();
          towerOutput.dispose();
        },
      };
    },
  };
}

/** The kernels below each other and the biases summed, each weighted by its share. */
function joinOutputs(
  output: Layer,
  parts: readonly { readonly layer: Layer; readonly share: number }[],
): void {
  const kernel = weightOf(output, "kernel");
  const bias = weightOf(output, "bias");
  tf.tidy(() => {
    const kernels = parts.map(({ layer, share }) => tf.mul(weightOf(layer, "kernel"), share));
    kernel.assign(tf.concat(kernels, 0));
    const biases = parts.map(({ layer, share }) => tf.mul(weightOf(layer, "bias"), share));
    bias.assign(tf.addN(biases));
  });
}

function weightOf(layer: Layer, kind: "kernel" | "bias"): tf.Variable {
  const weight = Object.entries(layer.weights).find(([name]) => name.endsWith(`/${kind}`))?.[1];
  if (!weight) throw new RangeError(`the layer has no ${kind}`);
  return weight;
}

function scale(weights: Float32Array, factor: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) * factor;
}
