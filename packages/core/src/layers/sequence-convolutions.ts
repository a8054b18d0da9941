import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/random.js";
import { dense } from "./dense.js";
import { denseWeight } from "./dense-weight.js";
import { glorotUniform } from "./initializers.js";

export interface SequenceConvolutionsOptions {
  readonly name: string;
  /** Rows of a window: items. */
  readonly length: number;
  /** Columns of a row. */
  readonly dim: number;
  /** Filters of each height 1 … length that slide over the rows. */
  readonly horizontal: number;
  /** Filters that weigh the rows against each other, column by column. */
  readonly vertical: number;
  readonly random: Random;
}

export interface SequenceConvolutions {
  readonly weights: Readonly<Record<string, tf.Variable>>;
  /** Columns of what comes out. */
  readonly outputs: number;
  /** @param x [windows, length · dim], row after row @returns [windows, outputs] */
  apply(x: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
}

/**
 * Over each window as an image: for every height the largest value that each horizontal filter takes on its way down,
 * after a ReLU, and the rows' weighted sums of the vertical filters. Tang & Wang, WSDM 2018, section 3.2.
 */
export function sequenceConvolutions(options: SequenceConvolutionsOptions): SequenceConvolutions {
  const { name, length, dim, horizontal, vertical, random } = options;
  // Rows that lie one after another are one row of a matrix product: a filter of height h has h · dim inputs.
  const filters = Array.from({ length }, (_, i) =>
    dense({
      name: `${name}/horizontal${i + 1}`,
      inputs: (i + 1) * dim,
      outputs: horizontal,
      activation: "relu",
      random,
    }),
  );
  const mix = denseWeight([length, vertical], (weights) =>
    glorotUniform(weights, random.fork(`${name}/vertical`), { fanIn: length, fanOut: vertical }),
  );
  return {
    weights: Object.assign({ [`${name}/vertical`]: mix }, ...filters.map(({ weights }) => weights)) as Record<
      string,
      tf.Variable
    >,
    outputs: length * horizontal + vertical * dim,
    apply(x) {
      const windows = x.shape[0];
      const largest = filters.map((filter, i) => {
        const steps = length - i;
        // One product for all steps down: [steps · windows, h · dim].
        const stacked = tf.concat(
          Array.from({ length: steps }, (_, from) => tf.slice(x, [0, from * dim], [windows, (i + 1) * dim])),
        ) as tf.Tensor2D;
        const seen = filter.apply(stacked);
        // The gradient of a split into one part fails.
        return steps === 1 ? seen : tf.split(seen, steps).reduce((most, each) => tf.maximum(most, each));
      });
      const columns = tf.transpose(tf.reshape(x, [windows, length, dim]), [0, 2, 1]);
      const weighed = tf.matMul(tf.reshape(columns, [windows * dim, length]), mix); // [windows · dim, vertical]
      return tf.concat([...largest, tf.reshape(weighed, [windows, vertical * dim])], 1) as tf.Tensor2D;
    },
    dispose: () => {
      mix.dispose();
      for (const filter of filters) filter.dispose();
    },
  };
}
