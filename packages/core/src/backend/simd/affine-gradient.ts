import { cut } from "./chunks.js";
import { multiply } from "./matmul.js";
import { type Call, input, type Operation, type Operations } from "./operation.js";

/** What `kernels/elementwise.ts` calls the gradient through a ReLU. */
const reluGradient = 7;

/**
 * The three gradients of y = activation(x · kernel + bias), for `layers/dense.ts`: a kernel that TensorFlow.js does not
 * know, so that no transposed copy is made and no product is needed for the bias.
 */
const affineGradient: Operation = (call) => {
  const { backend } = call;
  const [x, kernel, y, dy] = [input(call, "x"), input(call, "kernel"), input(call, "y"), input(call, "dy")];
  const [batch = 0, inputs = 0] = x.shape;
  const outputs = kernel.shape[1] ?? 0;
  const [xAt, kernelAt, yAt, dyAt] = [x, kernel, y, dy].map((info) => backend.pointerOf(info)) as [
    number,
    number,
    number,
    number,
  ];
  const gradients = [
    backend.output([batch, inputs]),
    backend.output([inputs, outputs]),
    backend.output([outputs]),
  ];
  const [dx, dKernel, dBias] = gradients.map(({ pointer }) => pointer) as [number, number, number];
  const isRelu = call.attrs["activation"] === "relu";
  backend.withScratch(isRelu ? batch * outputs : 1, (scratch) => {
    if (isRelu) maskByRelu(call, { from: dyAt, y: yAt, to: scratch, length: batch * outputs });
    const dz = isRelu ? scratch : dyAt;
    multiply({ backend, a: dz, b: kernelAt, out: dx, m: batch, k: outputs, n: inputs, transposeB: true });
    multiply({ backend, a: xAt, b: dz, out: dKernel, m: inputs, k: batch, n: outputs, transposeA: true });
    const { chunks, size } = cut(outputs, batch, 16);
    const integers = [dz, dBias, 1, batch, outputs, 0, size];
    backend.kernels.run("reduce", { chunks, integers, floats: [1] });
  });
  return gradients.map(({ info }) => info);
};

interface Mask {
  readonly from: number;
  readonly y: number;
  readonly to: number;
  readonly length: number;
}

function maskByRelu({ backend }: Call, { from, y, to, length }: Mask): void {
  const { chunks, size } = cut(length, 1, 16);
  const integers = [from, y, to, reluGradient, 1, 1, length, 0, 0, 1, 0, 0, 1, size];
  backend.kernels.run("binary", { chunks, integers });
}

export const denseGradients: Operations = { AffineGradient: affineGradient };
