import * as tf from "@tensorflow/tfjs";
import { EmbeddingTable } from "../embedding/embedding-table.js";
import { dense } from "../layers/dense.js";
import { denseWeight } from "../layers/dense-weight.js";
import { glorotUniform } from "../layers/initializers.js";
import type { Layer } from "../layers/layer.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { Random } from "../random/random.js";
import type { ItemVectors } from "../retrieval/item-panels.js";
import type { Bottleneck, TrainingCode } from "./bottleneck.js";
import { poolRows } from "./item-bags.js";

export interface AutoencoderNetworkOptions {
  readonly numItems: number;
  readonly hiddenUnits: readonly number[];
  readonly embeddingDim: number;
  readonly bottleneck: Bottleneck;
  readonly l2: number;
  readonly random: Random;
}

/**
 * items → hidden → … → code → … → hidden → a logit for each item, with a tanh after each hidden layer. The first layer's
 * kernel is an embedding table, of which a batch reads the rows of its users' items.
 */
export class AutoencoderNetwork {
  readonly table: EmbeddingTable;
  readonly layers: readonly Layer[];
  readonly #encoder: readonly Layer[];
  readonly #decoder: readonly Layer[];
  readonly #output: Layer;
  readonly #bottleneck: Bottleneck;

  constructor(options: AutoencoderNetworkOptions) {
    const { numItems, hiddenUnits, embeddingDim, bottleneck, l2, random } = options;
    this.#bottleneck = bottleneck;
    const [first = 0, ...encoderUnits] = [...hiddenUnits, bottleneck.outputsPerDim * embeddingDim];
    const spec = { side: "item", embeddingDim: first, initializer: glorotUniform, l2: 0 } as const;
    this.table = new EmbeddingTable(numItems, spec, random.fork("item"));
    const stack = (name: string, units: readonly number[], inputs: number) =>
      units.map((outputs, depth) =>
        dense({ name: `${name}/${depth}`, inputs: units[depth - 1] ?? inputs, outputs, l2, random }),
      );
    this.#encoder = [biasLayer("encoder/input/bias", first), ...stack("encoder", encoderUnits, first)];
    const decoderUnits = hiddenUnits.toReversed();
    this.#decoder = stack("decoder", decoderUnits, embeddingDim);
    const inputs = decoderUnits.at(-1) ?? embeddingDim;
    this.#output = dense({ name: "decoder/output", inputs, outputs: numItems, l2, random });
    this.layers = [...this.#encoder, ...this.#decoder, this.#output];
  }

  /**
   * @param bags [users, distinct] normalised input
   * @param rows [distinct, first width] of the table
   * @returns [users, numItems]
   */
  logits(bags: SparseMatrix, rows: tf.Tensor2D): tf.Tensor2D {
    return this.#decode(this.#bottleneck.code(this.#encode(bags, rows)));
  }

  /** The same with the code that training sees. `noise` gives [users, embeddingDim]. */
  trainingLogits(
    bags: SparseMatrix,
    rows: tf.Tensor2D,
    noise: () => tf.Tensor2D,
  ): { readonly logits: tf.Tensor2D; readonly penalty: TrainingCode["penalty"] } {
    const { code, penalty } = this.#bottleneck.trainingCode(this.#encode(bags, rows), noise);
    return { logits: this.#decode(code), penalty };
  }

  /** Copies of the weights that make each item's logit, its bias aside: [numItems, last hidden size]. */
  itemVectors(): ItemVectors {
    const kernel = this.#output.weights["decoder/output/kernel"] as tf.Variable;
    const [dim = 0] = kernel.shape;
    return { dim, items: tf.tidy(() => tf.transpose(kernel).dataSync() as Float32Array) };
  }

  dispose(): void {
    for (const layer of this.layers) layer.dispose();
  }

  #encode(bags: SparseMatrix, rows: tf.Tensor2D): tf.Tensor2D {
    return this.#encoder.reduce(
      (hidden, layer, depth) => layer.apply(depth > 0 ? tf.tanh(hidden) : hidden),
      poolRows(bags, rows),
    );
  }

  #decode(code: tf.Tensor2D): tf.Tensor2D {
    const hidden = this.#decoder.reduce((input, layer) => tf.tanh(layer.apply(input)), code);
    return this.#output.apply(hidden); // [users, numItems]
  }
}

/** x + bias, starting at 0. */
function biasLayer(name: string, width: number): Layer {
  const bias = denseWeight([width]);
  return {
    weights: { [name]: bias },
    l2: {},
    apply: (x) => tf.add(x, bias),
    dispose: () => bias.dispose(),
  };
}
