import { cut } from "./chunks.js";
import { type Call, input, isFloat, type Operation, type Operations, product } from "./operation.js";

/** The rows of the last axis. */
function rowsOf(call: Call): { readonly rows: number; readonly columns: number } {
  const { shape } = input(call, "x");
  const columns = shape.at(-1) ?? 1;
  return { rows: product(shape) / Math.max(1, columns), columns };
}

const layerNorm: Operation = (call) => {
  const [x, gain, bias] = [input(call, "x"), input(call, "gain"), input(call, "bias")];
  if (!isFloat(x, gain, bias)) return undefined;
  const { backend } = call;
  const { rows, columns } = rowsOf(call);
  const pointers = [x, gain, bias].map((info) => backend.pointerOf(info));
  const { info, pointer } = backend.output(x.shape);
  const { chunks, size } = cut(rows, 2 * columns);
  backend.kernels.run("layerNormRows", { chunks, integers: [...pointers, pointer, rows, columns, size] });
  return info;
};

/** Gradients of x, gain and bias. */
const layerNormGradient: Operation = (call) => {
  const [x, gain, dy] = [input(call, "x"), input(call, "gain"), input(call, "dy")];
  if (!isFloat(x, gain, dy)) return undefined;
  const { backend } = call;
  const { kernels } = backend;
  const { rows, columns } = rowsOf(call);
  const pointers = [x, gain, dy].map((info) => backend.pointerOf(info));
  const dx = backend.output(x.shape);
  const [gainGradient, biasGradient] = [backend.output([columns]), backend.output([columns])];
  const { chunks, size } = cut(rows, 4 * columns);
  backend.withScratch(2 * chunks * columns, (gainSums) => {
    const biasSums = gainSums + 4 * chunks * columns;
    const integers = [...pointers, dx.pointer, gainSums, biasSums, rows, columns, size];
    kernels.run("layerNormGradientRows", { chunks, integers });
    for (const [from, to] of [
      [gainSums, gainGradient.pointer],
      [biasSums, biasGradient.pointer],
    ] as const) {
      // The sum over the chunks, in their order.
      const job = [from, to, 1, chunks, columns, 0, columns];
      kernels.run("reduce", { chunks: 1, integers: job, floats: [1] });
    }
  });
  return [dx.info, gainGradient.info, biasGradient.info];
};

const seededDropout: Operation = (call) => {
  const x = input(call, "x");
  const { rate, seed } = call.attrs as { rate: number; seed: number };
  if (!isFloat(x)) return undefined;
  const { backend } = call;
  const from = backend.pointerOf(x);
  const { info, pointer } = backend.output(x.shape);
  const length = product(x.shape);
  const { chunks, size } = cut(length, 2, 16);
  const integers = [from, pointer, length, size, seed, Math.floor(rate * 2 ** 32)];
  backend.kernels.run("dropElements", { chunks, integers, floats: [1 / (1 - rate)] });
  return info;
};

/** Unknown to TensorFlow.js: its layers compose them of smaller operations. */
export const normalisations: Operations = {
  LayerNorm: layerNorm,
  LayerNormGradient: layerNormGradient,
  SeededDropout: seededDropout,
};
