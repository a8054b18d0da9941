import * as tf from "@tensorflow/tfjs";
import { broadcastAxes } from "./broadcast-axes.js";
import { cut } from "./chunks.js";
import { type Call, input, isFloat, type Operation, type Operations, product } from "./operation.js";

/** Runs the unary kernel; its parameters come from the operation's attributes. */
function unary(
  code: number,
  parameters: (attrs: tf.NamedAttrMap) => readonly [number, number] = () => [0, 0],
): Operation {
  return (call) => {
    const x = input(call, "x");
    if (!isFloat(x)) return undefined;
    const { backend } = call;
    const from = backend.pointerOf(x);
    const { info, pointer } = backend.output(x.shape);
    const length = product(x.shape);
    const { chunks, size } = cut(length, 1, 16);
    const integers = [from, pointer, length, size, code];
    backend.kernels.run("unary", { chunks, integers, floats: parameters(call.attrs) });
    return info;
  };
}

const number = (value: unknown): number => Number(value);

function binary(code: number): Operation {
  return (call) => {
    const a = input(call, "a");
    const b = input(call, "b");
    if (!isFloat(a, b)) return undefined;
    const axes = broadcastAxes(a.shape, b.shape);
    if (!axes) return undefined;
    return runBinary(call, { a, b, code, axes });
  };
}

interface BinaryOptions {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly code: number;
  readonly axes: NonNullable<ReturnType<typeof broadcastAxes>>;
}

function runBinary({ backend }: Call, { a, b, code, axes }: BinaryOptions): tf.TensorInfo {
  const [left, right] = [backend.pointerOf(a), backend.pointerOf(b)];
  const { info, pointer } = backend.output(tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape));
  const [outer, middle, inner] = axes.sizes;
  const rows = outer * middle;
  const { chunks, size } = rows === 1 ? cut(inner, 1, 16) : cut(rows, inner);
  backend.kernels.run("binary", {
    chunks: rows * inner === 0 ? 0 : chunks,
    integers: [left, right, pointer, code, outer, middle, inner, ...axes.a, ...axes.b, size],
  });
  return info;
}

/** The numbers are those that `kernels/elementwise.ts` branches on. */
export const elementwise: Operations = {
  Neg: unary(0),
  Abs: unary(1),
  Square: unary(2),
  Sqrt: unary(3),
  Rsqrt: unary(4),
  Reciprocal: unary(5),
  Relu: unary(6),
  Step: unary(7, ({ alpha }) => [number(alpha), 0]),
  Exp: unary(8),
  Log: unary(9),
  Log1p: unary(10),
  Sigmoid: unary(11),
  Tanh: unary(12),
  Softplus: unary(13),
  ClipByValue: unary(14, ({ clipValueMin, clipValueMax }) => [number(clipValueMin), number(clipValueMax)]),
  LeakyRelu: unary(15, ({ alpha }) => [number(alpha), 0]),
  Elu: unary(16),
  Add: binary(0),
  Sub: binary(1),
  Multiply: binary(2),
  RealDiv: binary(3),
  Maximum: binary(4),
  Minimum: binary(5),
  SquaredDifference: binary(6),
  // Unknown to TensorFlow.js: the gradient a of what went through a ReLU that gave b.
  ReluGradient: binary(7),
};
