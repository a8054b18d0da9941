import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/random.js";
import { denseWeight } from "./dense-weight.js";
import { glorotUniform, heNormal, type Initializer } from "./initializers.js";
import type { Layer } from "./layer.js";

/** What a dense layer applies to its outputs. */
export type Activation = "linear" | "relu";

/** The sizes and the start of a dense layer. */
export interface DenseOptions {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly activation?: Activation;
  /** He normal before a ReLU, Glorot uniform before none. */
  readonly initializer?: Initializer;
  /** Weight of the squared kernel in the training loss; 0 unless set. */
  readonly l2?: number;
  readonly random: Random;
}

/** activation(x · kernel + bias). Weights `<name>/kernel` [inputs, outputs] and `<name>/bias` [outputs]. */
export function dense(options: DenseOptions): Layer {
  const { name, inputs, outputs, activation = "linear", random } = options;
  const initialize = options.initializer ?? (activation === "relu" ? heNormal : glorotUniform);
  const fan = { fanIn: inputs, fanOut: outputs };
  const kernel = denseWeight([inputs, outputs], (weights) =>
    initialize(weights, random.fork(`${name}/kernel`), fan),
  );
  const bias = denseWeight([outputs]);
  return {
    weights: { [`${name}/kernel`]: kernel, [`${name}/bias`]: bias },
    l2: { [`${name}/kernel`]: options.l2 ?? 0 },
    apply: (x) => affine(x, kernel as tf.Tensor2D, bias as tf.Tensor1D, activation),
    dispose: () => tf.dispose([kernel, bias]),
  };
}

/**
 * One fused kernel, and gradients of just what is differentiated with respect to.
 *
 * @param x [batch, inputs]
 * @param kernel [inputs, outputs]
 * @param bias [outputs]
 * @returns [batch, outputs]
 */
export function affine(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: Activation,
): tf.Tensor2D {
  if (!tf.getGradient(fused)) tf.registerGradient(fusedGradient);
  const [batch, inputs] = x.shape;
  const outputs = kernel.shape[1];
  // The kernel itself, which wants rank 3: `tf.fused.matMul` would not fuse under a gradient.
  const product = tf
    .engine()
    .runKernel(
      fused,
      { a: tf.reshape(x, [1, batch, inputs]), b: tf.reshape(kernel, [1, inputs, outputs]), bias },
      { transposeA: false, transposeB: false, activation },
    ) as tf.Tensor3D;
  return tf.reshape(product, [batch, outputs]);
}

const fused = "_FusedMatMul";

/** TensorFlow.js has none for this kernel, since it runs it within gradients of its own only. */
const fusedGradient: tf.GradConfig = {
  kernelName: fused,
  inputsToSave: ["a", "b"],
  outputsToSave: [true],
  gradFunc: (dy, saved, { activation }) => {
    const [a, b, y] = saved as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
    const [, batch, inputs] = a.shape;
    const outputs = b.shape[2];
    const own = tf.getKernel("ReluGradient", tf.getBackend()) ? ownProducts : portableProducts;
    const dz = activation === "relu" ? own.throughRelu(dy as tf.Tensor, y) : (dy as tf.Tensor);
    const dz2 = tf.reshape(dz, [batch, outputs]) as tf.Tensor2D;
    const x = tf.reshape(a, [batch, inputs]) as tf.Tensor2D;
    const kernel = tf.reshape(b, [inputs, outputs]) as tf.Tensor2D;
    return {
      a: () => tf.reshape(own.withTransposed(dz2, kernel), a.shape),
      b: () => tf.reshape(own.transposedWith(x, dz2), b.shape),
      bias: () => own.columnSums(dz2),
    };
  },
};

/** What the gradients of a dense layer are made of. */
interface GradientProducts {
  /** dy where y > 0, else 0. */
  throughRelu(dy: tf.Tensor, y: tf.Tensor): tf.Tensor;
  /** a · bᵀ */
  withTransposed(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D;
  /** aᵀ · b */
  transposedWith(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D;
  /** [rows, columns] → [columns] */
  columnSums(a: tf.Tensor2D): tf.Tensor1D;
}

/** For a backend made for training, which has a kernel for each and is as fast on transposed operands. */
const ownProducts: GradientProducts = {
  throughRelu: (dy, y) => tf.engine().runKernel("ReluGradient", { a: dy, b: y }) as tf.Tensor,
  withTransposed: (a, b) => tf.matMul(a, b, false, true),
  transposedWith: (a, b) => tf.matMul(a, b, true, false),
  columnSums: (a) => tf.sum(a, 0),
};

/**
 * The WebAssembly backend's matrix product runs at 25 GFLOP/s on plain operands and at 1.5 on transposed ones, and its
 * `sum` is scalar code: so operands are transposed first, and sums are a product with a row of ones.
 */
const portableProducts: GradientProducts = {
  throughRelu: (dy, y) => tf.mul(dy, tf.step(y)),
  withTransposed: (a, b) => tf.matMul(a, tf.transpose(b)),
  transposedWith: (a, b) => tf.matMul(tf.transpose(a), b),
  columnSums: (a) => tf.reshape(tf.matMul(tf.ones([1, a.shape[0]]), a), [a.shape[1]]),
};
