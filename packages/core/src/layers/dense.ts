import * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/random.js";
import { glorotUniform, heNormal, type Initializer } from "./initializers.js";
import type { Layer } from "./layer.js";

export type Activation = "linear" | "relu";

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
  const values = new Float32Array(inputs * outputs);
  initialize(values, random.fork(`${name}/kernel`), { fanIn: inputs, fanOut: outputs });
  const kernel = tf.tidy(() => tf.variable(tf.tensor2d(values, [inputs, outputs])));
  const bias = tf.tidy(() => tf.variable(tf.zeros([outputs])));
  return {
    weights: { [`${name}/kernel`]: kernel, [`${name}/bias`]: bias },
    l2: { [`${name}/kernel`]: options.l2 ?? 0 },
    apply: (x) => affine(x, kernel as tf.Tensor2D, bias as tf.Tensor1D, activation),
    dispose: () => tf.dispose([kernel, bias]),
  };
}

/**
 * One fused kernel forward. Backward, a backend's own kernel for all three gradients where it brings one, and else
 * operations that suit the WebAssembly backend.
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
  const operation = tf.customGrad((...args) => {
    const [a, b, c, save] = args as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
    const [batch, inputs] = a.shape;
    const outputs = b.shape[1];
    // The kernel itself, which wants rank 3: `tf.fused.matMul` would not fuse under a gradient.
    const product = tf
      .engine()
      .runKernel(
        "_FusedMatMul",
        { a: tf.reshape(a, [1, batch, inputs]), b: tf.reshape(b, [1, inputs, outputs]), bias: c },
        { transposeA: false, transposeB: false, activation },
      ) as tf.Tensor3D;
    const value = tf.reshape(product, [batch, outputs]) as tf.Tensor2D;
    save([a, b, value]);
    const gradFunc = (dy: tf.Tensor2D, saved: tf.Tensor[]) => {
      const [x, kernel, y] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      const operands = { x, kernel, y, dy };
      return tf.getKernel("AffineGradient", tf.getBackend())
        ? (tf.engine().runKernel("AffineGradient", operands, { activation }) as unknown as tf.Tensor[])
        : affineGradients(operands, activation);
    };
    return { value, gradFunc };
  });
  return operation(x, kernel, bias) as tf.Tensor2D;
}

interface AffineOperands {
  /** [batch, inputs] */
  readonly x: tf.Tensor2D;
  /** [inputs, outputs] */
  readonly kernel: tf.Tensor2D;
  /** [batch, outputs]: what came out. */
  readonly y: tf.Tensor2D;
  /** [batch, outputs]: the gradient of the loss with respect to it. */
  readonly dy: tf.Tensor2D;
}

/**
 * The gradients of x, kernel and bias. The WebAssembly backend's matrix product runs at 25 GFLOP/s on plain operands
 * and at 1.5 on transposed ones, and its `sum` is scalar code: so operands are transposed first, and the bias gradient
 * is a product with a row of ones.
 */
function affineGradients({ x, kernel, y, dy }: AffineOperands, activation: Activation): tf.Tensor[] {
  const dz = activation === "relu" ? tf.mul(dy, tf.step(y)) : dy; // [batch, outputs]
  const ones = tf.ones([1, dz.shape[0]]) as tf.Tensor2D;
  return [
    tf.matMul(dz, tf.transpose(kernel)), // [batch, inputs]
    tf.matMul(tf.transpose(x), dz), // [inputs, outputs]
    tf.reshape(tf.matMul(ones, dz), [dz.shape[1] ?? 0]), // [outputs]
  ];
}
