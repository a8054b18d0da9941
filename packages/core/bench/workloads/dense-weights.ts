import * as tf from "@tensorflow/tfjs";
import type { DenseTraining } from "../../src/embedding/dense-training.js";
import { startDenseTraining } from "../../src/embedding/parameter-training.js";
import { affine } from "../../src/layers/dense.js";
import { createRandom } from "../../src/random/random.js";

/** x · kernel + bias. x [rows, inputs], kernel [inputs, outputs], bias [outputs]. */
export type Linear = (x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D) => tf.Tensor2D;

/** As TensorFlow.js differentiates it by itself. */
export const stockLinear: Linear = (x, kernel, bias) => tf.add(tf.matMul(x, kernel), bias);

/** The library's own layer. */
export const coreLinear: Linear = (x, kernel, bias) => affine(x, kernel, bias, "linear");

/** The weights of a network that a benchmark writes by hand, trained by Adam as the library trains its models'. */
export class DenseWeights {
  readonly #random = createRandom(1);
  readonly #variables: tf.Variable[] = [];
  #training: DenseTraining | undefined;

  constructor(private readonly linear: Linear) {}

  variable<R extends tf.Rank>(values: tf.Tensor<R>): tf.Variable<R> {
    const variable = tf.variable(values);
    values.dispose();
    this.#variables.push(variable);
    return variable;
  }

  normal(shape: [number, number], deviation: number): tf.Variable<tf.Rank.R2> {
    const values = Float32Array.from(
      { length: shape[0] * shape[1] },
      () => deviation * this.#random.normal(),
    );
    return this.variable(tf.tensor2d(values, shape));
  }

  /** A layer: [rows, inputs] → [rows, outputs]. */
  dense(inputs: number, outputs: number): (x: tf.Tensor2D) => tf.Tensor2D {
    const kernel = this.normal([inputs, outputs], Math.sqrt(2 / (inputs + outputs)));
    const bias = this.variable(tf.zeros([outputs]) as tf.Tensor1D);
    return (x) => this.linear(x, kernel, bias);
  }

  /** Differentiates the loss, updates the weights, hands the gradients of `leaves` over and answers the loss. */
  async step(
    loss: () => tf.Scalar,
    leaves: tf.Tensor[] = [],
    takeGradients: (gradients: tf.Tensor[]) => Promise<void> = async () => {},
  ): Promise<number> {
    this.#training ??= startDenseTraining({
      weights: this.#variables.map((variable) => ({ variable, l2: 0 })),
      optimizer: "adam",
      learningRate: 0.001,
    });
    const { value, grads } = tf.engine().gradients(loss, [...leaves, ...this.#variables]);
    this.#training.update(grads.slice(leaves.length));
    await takeGradients(grads.slice(0, leaves.length));
    const result = (await value.data())[0] as number;
    tf.dispose([value, ...grads]);
    return result;
  }

  dispose(): void {
    this.#training?.dispose();
    tf.dispose(this.#variables);
  }
}
