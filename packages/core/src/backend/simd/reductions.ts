import * as tf from "@tensorflow/tfjs";
import { cut } from "./chunks.js";
import { type Call, input, isFloat, type Operation, type Operations, product } from "./operation.js";

/** A full sum is cut into this many partial sums, added in their order. */
const partialLength = 65_536;

interface Reduced {
  readonly outer: number;
  readonly reduced: number;
  readonly inner: number;
}

/** Neighbouring reduced axes as one; undefined where others lie between them. */
function reducedAxes(shape: readonly number[], axes: readonly number[]): Reduced | undefined {
  const first = Math.min(...axes);
  const last = Math.max(...axes);
  if (last - first + 1 !== axes.length) return undefined;
  return {
    outer: product(shape.slice(0, first)),
    reduced: product(shape.slice(first, last + 1)),
    inner: product(shape.slice(last + 1)),
  };
}

function reduction(operation: 0 | 1, scaleOf: (reduced: number) => number): Operation {
  return (call) => {
    const x = input(call, "x");
    const { axis, keepDims } = call.attrs as { axis?: number | number[]; keepDims?: boolean };
    const axes = tf.util.parseAxisParam(axis ?? x.shape.map((_, i) => i), x.shape);
    const sizes = axes.length > 0 ? reducedAxes(x.shape, axes) : undefined;
    if (!isFloat(x) || !sizes || product(x.shape) === 0) return undefined;
    const shape = x.shape.flatMap((size, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [size]));
    const { info, pointer } = call.backend.output(shape);
    const scale = scaleOf(sizes.reduced);
    const from = call.backend.pointerOf(x);
    const { outer, reduced, inner } = sizes;
    if (outer === 1 && inner === 1 && reduced > partialLength && operation === 0) {
      sumInParts(call, { from, to: pointer, length: reduced, scale });
    } else run(call, { from, to: pointer, ...sizes, operation, scale });
    return info;
  };
}

interface ReduceOptions extends Reduced {
  readonly from: number;
  readonly to: number;
  readonly operation: 0 | 1;
  readonly scale: number;
}

function run({ backend }: Call, options: ReduceOptions): void {
  const { from, to, outer, reduced, inner, operation, scale } = options;
  const { chunks, size } = outer === 1 && inner > 1 ? cut(inner, reduced, 16) : cut(outer, reduced * inner);
  backend.kernels.run("reduce", {
    chunks,
    integers: [from, to, outer, reduced, inner, operation, size],
    floats: [scale],
  });
}

function sumInParts(
  call: Call,
  { from, to, length, scale }: { from: number; to: number; length: number; scale: number },
): void {
  const parts = Math.ceil(length / partialLength);
  call.backend.withScratch(parts, (partial) => {
    const whole = Math.floor(length / partialLength);
    const sum = { operation: 0, inner: 1 } as const;
    run(call, { ...sum, from, to: partial, outer: whole, reduced: partialLength, scale: 1 });
    const rest = length - whole * partialLength;
    if (rest > 0) {
      const start = from + 4 * whole * partialLength;
      run(call, { ...sum, from: start, to: partial + 4 * whole, outer: 1, reduced: rest, scale: 1 });
    }
    run(call, { ...sum, from: partial, to, outer: 1, reduced: parts, scale });
  });
}

const softmax: Operation = (call) => {
  const logits = input(call, "logits");
  const { dim } = call.attrs as { dim?: number };
  const rank = logits.shape.length;
  const isLast = dim === undefined || dim === -1 || dim === rank - 1;
  if (!isFloat(logits) || !isLast || product(logits.shape) === 0) return undefined;
  const { backend } = call;
  const from = backend.pointerOf(logits);
  const { info, pointer } = backend.output(logits.shape);
  const length = logits.shape[rank - 1] ?? 1;
  const rows = product(logits.shape) / length;
  const { chunks, size } = cut(rows, 4 * length);
  backend.kernels.run("softmaxRows", { chunks, integers: [from, pointer, rows, length, size] });
  return info;
};

export const reductions: Operations = {
  Sum: reduction(0, () => 1),
  Mean: reduction(0, (reduced) => 1 / reduced),
  Max: (call) => {
    const { reductionIndices, keepDims } = call.attrs as { reductionIndices: number[]; keepDims: boolean };
    return reduction(1, () => 1)({ ...call, attrs: { axis: reductionIndices, keepDims } });
  },
  Softmax: softmax,
};
