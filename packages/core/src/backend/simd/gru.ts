import { cut } from "./chunks.js";
import { multiply, multiplyPacked, pack, packedFloats } from "./matmul.js";
import { type Call, input, isFloat, type Operation, type Operations } from "./operation.js";
import type { SimdBackend } from "./simd-backend.js";

interface Shape {
  /** [times + 1] where the rows of each time begin; every later time has as many or fewer, of the first sequences */
  readonly starts: Int32Array;
  readonly rows: number;
  readonly units: number;
}

function shapeOf(call: Call): Shape | undefined {
  const kernel = input(call, "kernel");
  // TensorFlow.js passes attributes on as they are.
  const { starts } = call.attrs as unknown as { starts: Int32Array };
  const units = kernel.shape[0] ?? 0;
  return isFloat(kernel) && units % 4 === 0 ? { starts, rows: starts.at(-1) ?? 0, units } : undefined;
}

/** The states [rows, units] and the gates [rows, 4 · units], which the gradient reads. */
const recurrence: Operation = (call) => {
  const { backend } = call;
  const shape = shapeOf(call);
  if (!shape) return undefined;
  const { starts, rows, units } = shape;
  const projected = backend.pointerOf(input(call, "projected"));
  const [kernel, bias] = [input(call, "kernel"), input(call, "bias")].map((info) => backend.pointerOf(info));
  const states = backend.output([rows, units]);
  const gates = backend.output([rows, 4 * units]);
  const first = (starts[1] ?? 0) - (starts[0] ?? 0);
  const sizes = { k: units, n: 3 * units };
  backend.withScratch(first * 3 * units + packedFloats(units, 3 * units), (hidden) => {
    const packed = hidden + 4 * first * 3 * units;
    pack(backend, { b: kernel as number, packed, ...sizes, transposeB: false });
    for (let time = 0; time + 1 < starts.length; time++) {
      const start = starts[time] as number;
      const count = (starts[time + 1] as number) - start;
      const previous = time === 0 ? 0 : states.pointer + 4 * units * (starts[time - 1] as number);
      if (time === 0) {
        repeatRow(backend, { from: bias as number, to: hidden, rows: count, width: 3 * units });
      } else {
        const product = { a: previous, packed, out: hidden, m: count, ...sizes };
        multiplyPacked(backend, { ...product, bias: bias as number });
      }
      const { chunks, size } = cut(count, 24 * units);
      const at = projected + 4 * 3 * units * start;
      const out = [states.pointer + 4 * units * start, gates.pointer + 4 * 4 * units * start];
      backend.kernels.run("gruRows", {
        chunks,
        integers: [at, hidden, previous, ...out, count, units, size],
      });
    }
  });
  return [states.info, gates.info];
};

/** Gradients of the projected inputs, the kernel and the bias. */
const recurrenceGradient: Operation = (call) => {
  const { backend } = call;
  const shape = shapeOf(call);
  if (!shape) return undefined;
  const { starts, rows, units } = shape;
  const [kernel, states, gates, dy] = ["kernel", "states", "gates", "dy"].map((name) =>
    backend.pointerOf(input(call, name)),
  ) as [number, number, number, number];
  const dProjected = backend.output([rows, 3 * units]);
  const dKernel = backend.output([units, 3 * units]);
  const dBias = backend.output([3 * units]);
  const first = (starts[1] ?? 0) - (starts[0] ?? 0);
  const floats = rows * 4 * units + 2 * first * units + packedFloats(3 * units, units);
  backend.withScratch(floats, (dHidden) => {
    // The state before each row: zeros for the first time.
    const before = dHidden + 4 * rows * 3 * units;
    const dPrevious = before + 4 * rows * units;
    const direct = dPrevious + 4 * first * units;
    const packed = direct + 4 * first * units;
    const sizes = { k: 3 * units, n: units };
    pack(backend, { b: kernel, packed, ...sizes, transposeB: true });
    backend.kernels.run("fillFloats", {
      chunks: 1,
      integers: [before, first * units, first * units],
      floats: [0],
    });
    let later = 0;
    for (let time = starts.length - 2; time >= 0; time--) {
      const start = starts[time] as number;
      const count = (starts[time + 1] as number) - start;
      const earlier = time === 0 ? 0 : states + 4 * units * (starts[time - 1] as number);
      const { chunks, size } = cut(count, 24 * units);
      const at = 4 * units * start;
      backend.kernels.run("gruGradientRows", {
        chunks,
        integers: [
          ...[gates + 4 * at, earlier, dy + at, dPrevious, dProjected.pointer + 3 * at, dHidden + 3 * at],
          ...[direct, count, later, units, size],
        ],
      });
      if (time > 0) {
        multiplyPacked(backend, { a: dHidden + 3 * at, packed, out: dPrevious, m: count, ...sizes });
        const rowsCut = cut(count, 2 * units);
        const integers = [dPrevious, direct, 0, count, units, rowsCut.size];
        backend.kernels.run("addRows", { chunks: rowsCut.chunks, integers });
        const copy = cut(count, units);
        const job = [earlier, before + at, count, units, units, units, copy.size];
        backend.kernels.run("copyRows", { chunks: copy.chunks, integers: job });
      }
      later = count;
    }
    const out = dKernel.pointer;
    const product = { a: before, b: dHidden, out, m: units, k: rows, n: 3 * units, transposeA: true };
    multiply({ backend, ...product });
    const columns = 3 * units;
    const { chunks, size } = cut(columns, rows, 16);
    const integers = [dHidden, dBias.pointer, 1, rows, columns, 0, size];
    backend.kernels.run("reduce", { chunks, integers, floats: [1] });
  });
  return [dProjected.info, dKernel.info, dBias.info];
};

interface Repeat {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly width: number;
}

function repeatRow(backend: SimdBackend, { from, to, rows, width }: Repeat): void {
  const { chunks, size } = cut(rows, width);
  backend.kernels.run("copyRows", { chunks, integers: [from, to, rows, width, 0, width, size] });
}

/** Unknown to TensorFlow.js: a gated recurrent unit over all times, and its gradient. */
export const recurrences: Operations = {
  GruRecurrence: recurrence,
  GruRecurrenceGradient: recurrenceGradient,
};
