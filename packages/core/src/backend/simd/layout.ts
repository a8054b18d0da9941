import * as tf from "@tensorflow/tfjs";
import { cut } from "./chunks.js";
import {
  type Call,
  input,
  inputList,
  isFloat,
  type Operation,
  type Operations,
  product,
} from "./operation.js";

interface RowCopy {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly width: number;
  readonly fromStride: number;
  readonly toStride: number;
}

/** Strides and widths in elements, pointers in bytes. */
function copyRows({ backend }: Call, { from, to, rows, width, fromStride, toStride }: RowCopy): void {
  const { chunks, size } = cut(rows, width);
  const integers = [from, to, rows, width, fromStride, toStride, size];
  backend.kernels.run("copyRows", { chunks: width === 0 ? 0 : chunks, integers });
}

const concat: Operation = (call) => {
  const infos = inputList(call);
  const first = infos[0];
  if (!first || !isFloat(...infos)) return undefined;
  const [axis = 0] = tf.util.parseAxisParam(Number(call.attrs["axis"]), first.shape);
  const outShape = tf.backend_util.computeOutShape(
    infos.map(({ shape }) => shape),
    axis,
  );
  const pointers = infos.map((info) => call.backend.pointerOf(info));
  const { info, pointer } = call.backend.output(outShape);
  const rows = product(outShape.slice(0, axis));
  const toStride = product(outShape.slice(axis));
  let offset = 0;
  for (const [i, { shape }] of infos.entries()) {
    const width = product(shape.slice(axis));
    const from = pointers[i] as number;
    copyRows(call, { from, to: pointer + 4 * offset, rows, width, fromStride: width, toStride });
    offset += width;
  }
  return info;
};

const splitV: Operation = (call) => {
  const x = input(call, "x");
  if (!isFloat(x)) return undefined;
  const { numOrSizeSplits, axis: wanted } = call.attrs as {
    numOrSizeSplits: number | number[];
    axis: number;
  };
  const [axis = 0] = tf.util.parseAxisParam(wanted, x.shape);
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, axis);
  const rows = product(x.shape.slice(0, axis));
  const inner = product(x.shape.slice(axis + 1));
  const fromStride = product(x.shape.slice(axis));
  const start = call.backend.pointerOf(x);
  let offset = 0;
  return sizes.map((size) => {
    const { info, pointer } = call.backend.output(x.shape.with(axis, size));
    const width = size * inner;
    copyRows(call, { from: start + 4 * offset, to: pointer, rows, width, fromStride, toStride: width });
    offset += width;
    return info;
  });
};

/** Where at most the first of the axes that are cut is not the outermost one: one row after another. */
const slice: Operation = (call) => {
  const x = input(call, "x");
  const { begin, size } = call.attrs as { begin: number | number[]; size: number | number[] };
  if (!isFloat(x)) return undefined;
  const [starts = [], sizes = []] = tf.slice_util.parseSliceParams(x as tf.Tensor, begin, size);
  tf.slice_util.assertParamsValid(x as tf.Tensor, starts, sizes);
  const cutAxes = x.shape.flatMap((extent, axis) => (sizes[axis] === extent ? [] : [axis]));
  if (cutAxes.length > 1) return undefined;
  const axis = cutAxes[0] ?? 0;
  const inner = product(x.shape.slice(axis + 1));
  const from = call.backend.pointerOf(x) + 4 * inner * (starts[axis] ?? 0);
  const { info, pointer } = call.backend.output(sizes);
  const width = product(sizes.slice(axis));
  const rows = product(x.shape.slice(0, axis));
  copyRows(call, {
    from,
    to: pointer,
    rows,
    width,
    fromStride: product(x.shape.slice(axis)),
    toStride: width,
  });
  return info;
};

const transpose: Operation = (call) => {
  const x = input(call, "x");
  const { perm } = call.attrs as { perm: number[] };
  const rank = x.shape.length;
  if (!isFloat(x) || rank > 4 || product(x.shape) === 0) return undefined;
  const strides = x.shape.map((_, axis) => product(x.shape.slice(axis + 1)));
  const outShape = perm.map((axis) => x.shape[axis] as number);
  const from = call.backend.pointerOf(x);
  const { info, pointer } = call.backend.output(outShape);
  const missing = 4 - rank;
  const sizes = [...Array<number>(missing).fill(1), ...outShape];
  const steps = [...Array<number>(missing).fill(0), ...perm.map((axis) => strides[axis] as number)];
  const rows = product(sizes.slice(0, 3));
  const { chunks, size } = cut(rows, sizes[3] ?? 1, 4);
  call.backend.kernels.run("permute", { chunks, integers: [from, pointer, ...sizes, ...steps, size] });
  return info;
};

/** Along one axis. */
const pad: Operation = (call) => {
  const x = input(call, "x");
  const { paddings, constantValue } = call.attrs as { paddings: [number, number][]; constantValue: number };
  const padded = paddings.flatMap(([before, after], axis) => (before + after === 0 ? [] : [axis]));
  const axis = padded[0] ?? 0;
  if (!isFloat(x) || x.shape.length === 0 || padded.length > 1) return undefined;
  const [before, after] = paddings[axis] ?? [0, 0];
  const from = call.backend.pointerOf(x);
  const info = filled(call, x.shape.with(axis, (x.shape[axis] ?? 0) + before + after), constantValue);
  const inner = product(x.shape.slice(axis + 1));
  const width = product(x.shape.slice(axis));
  const toStride = width + (before + after) * inner;
  const to = call.backend.pointerOf(info) + 4 * before * inner;
  copyRows(call, { from, to, rows: product(x.shape.slice(0, axis)), width, fromStride: width, toStride });
  return info;
};

/** Repeats the whole along its first axes, or each row along the last. */
const tile: Operation = (call) => {
  const x = input(call, "x");
  const { reps } = call.attrs as { reps: number[] };
  const repeated = reps.flatMap((times, axis) => (times === 1 ? [] : [axis]));
  const axis = repeated[0] ?? 0;
  if (!isFloat(x) || repeated.length > 1) return undefined;
  const from = call.backend.pointerOf(x);
  const { info, pointer } = call.backend.output(x.shape.map((size, i) => size * (reps[i] ?? 1)));
  const rows = product(x.shape.slice(0, axis));
  const width = product(x.shape.slice(axis));
  const times = reps[axis] ?? 1;
  for (let i = 0; i < times; i++) {
    const to = pointer + 4 * i * width;
    copyRows(call, { from, to, rows, width, fromStride: width, toStride: width * times });
  }
  return info;
};

const gather: Operation = (call) => {
  const [x, indices] = [input(call, "x"), input(call, "indices")];
  const { axis, batchDims = 0 } = call.attrs as { axis: number; batchDims?: number };
  const rows = x.shape[0] ?? 0;
  if (!isFloat(x) || indices.dtype !== "int32" || axis !== 0 || batchDims !== 0) return undefined;
  const count = product(indices.shape);
  for (const row of call.backend.data.get(indices.dataId).values as Int32Array) {
    if (row < 0 || row >= rows) throw new RangeError(`The index ${row} is outside 0 … ${rows - 1}.`);
  }
  const table = call.backend.pointerOf(x);
  const index = call.backend.pointerOf(indices);
  const { info, pointer } = call.backend.output([...indices.shape, ...x.shape.slice(1)]);
  const width = product(x.shape.slice(1));
  const { chunks, size } = cut(count, width);
  const integers = [table, index, pointer, count, width, size];
  call.backend.kernels.run("gatherRows", { chunks: width === 0 ? 0 : chunks, integers });
  return info;
};

const unsortedSegmentSum: Operation = (call) => {
  const [x, ids] = [input(call, "x"), input(call, "segmentIds")];
  const { numSegments } = call.attrs as { numSegments: number };
  if (!isFloat(x) || ids.dtype !== "int32" || ids.shape.length !== 1) return undefined;
  const from = call.backend.pointerOf(x);
  const index = call.backend.pointerOf(ids);
  const { info, pointer } = call.backend.output([numSegments, ...x.shape.slice(1)]);
  const width = product(x.shape.slice(1));
  const count = ids.shape[0] ?? 0;
  // Every chunk reads all ids.
  const size = Math.max(1, Math.ceil(numSegments / 8));
  const chunks = width === 0 ? 0 : Math.ceil(numSegments / size);
  const integers = [from, index, pointer, count, width, numSegments, size];
  call.backend.kernels.run("segmentSum", { chunks, integers });
  return info;
};

function filled(call: Call, shape: readonly number[], value: number): tf.TensorInfo {
  const { info, pointer } = call.backend.output(shape);
  const length = product(shape);
  const { chunks, size } = cut(length, 1, 16);
  call.backend.kernels.run("fillFloats", { chunks, integers: [pointer, length, size], floats: [value] });
  return info;
}

/** To float32 from what another type holds, into memory of its own: the CPU backend's would share the other's. */
const cast: Operation = (call) => {
  const x = input(call, "x");
  const { values } = call.backend.data.get(x.dataId);
  const isWhole = values instanceof Int32Array || values instanceof Uint8Array;
  if (call.attrs["dtype"] !== "float32" || x.dtype === "float32" || !isWhole) return undefined;
  return call.backend.makeTensorInfo(x.shape, "float32", Float32Array.from(values));
};

const filledLike =
  (value: number): Operation =>
  (call) => {
    const x = input(call, "x");
    return isFloat(x) ? filled(call, x.shape, value) : undefined;
  };

export const layouts: Operations = {
  Concat: concat,
  SplitV: splitV,
  Slice: slice,
  Transpose: transpose,
  PadV2: pad,
  Tile: tile,
  GatherV2: gather,
  UnsortedSegmentSum: unsortedSegmentSum,
  Cast: cast,
  ZerosLike: filledLike(0),
  OnesLike: filledLike(1),
  Fill: (call) => {
    const { shape, value, dtype } = call.attrs as { shape: number[]; value: unknown; dtype?: string };
    const isNumber = typeof value === "number" && (dtype === undefined || dtype === "float32");
    return isNumber ? filled(call, shape, value) : undefined;
  },
};
