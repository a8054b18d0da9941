import * as tf from "@tensorflow/tfjs";
import { cut } from "./chunks.js";
import { type Call, input, isFloat, type Operation, type Operations, product } from "./operation.js";
import type { SimdBackend } from "./simd-backend.js";

// The sizes of kernels/matmul.ts.
const panel = 8;
const chunkRows = 32;
const depth = 512;

/** op(A) [m, k] times op(B) [k, n]; pointers into the kernels' memory. */
export interface Product {
  readonly a: number;
  readonly b: number;
  readonly out: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** [n], or 0 for none. */
  readonly bias?: number;
  readonly relu?: boolean;
}

/** out = op(A) · op(B) + bias, the rows of the output shared between threads. */
export function multiply({ backend, ...options }: Product & { readonly backend: SimdBackend }): void {
  const { b, m, k, n, transposeA, transposeB = false } = options;
  if (m * n === 0) return;
  const floats = packedFloats(k, n);
  const scratchFloats = transposeA ? Math.ceil(m / chunkRows) * chunkRows * depth : 0;
  backend.withScratch(floats + scratchFloats, (packed) => {
    pack(backend, { b, packed, k, n, transposeB });
    multiplyPacked(backend, { ...options, packed, scratch: packed + 4 * floats });
  });
}

/** Room for a packed B. */
export function packedFloats(k: number, n: number): number {
  return Math.ceil(n / panel) * panel * k;
}

export interface Packing {
  readonly b: number;
  /** Room for `packedFloats(k, n)`. */
  readonly packed: number;
  readonly k: number;
  readonly n: number;
  readonly transposeB: boolean;
}

/** Brings B into the order in which products read it: once for all that share it. */
export function pack(backend: SimdBackend, { b, packed, k, n, transposeB }: Packing): void {
  const panels = Math.ceil(n / panel);
  const { chunks, size } = cut(panels, panel * k);
  backend.kernels.run("matmulPack", {
    chunks,
    integers: [b, packed, k, n, Number(transposeB), 0, panels, size],
  });
}

export interface PackedProduct extends Omit<Product, "b" | "transposeB"> {
  readonly packed: number;
  /** Room for a transposed A; not read where it is not. */
  readonly scratch?: number;
}

/** `multiply` with a B that is packed. */
export function multiplyPacked(backend: SimdBackend, options: PackedProduct): void {
  const { a, packed, out, m, k, n, transposeA = false, bias = 0, relu = false, scratch = 0 } = options;
  if (m * n === 0) return;
  backend.kernels.run("matmulRows", {
    chunks: Math.ceil(m / chunkRows),
    integers: [a, packed, out, bias, scratch, m, k, n, Number(transposeA), Number(relu)],
  });
}

interface BatchOptions extends Product {
  readonly batch: number;
  readonly aStride: number;
  readonly bStride: number;
}

/** Many small products, whole ones shared between threads. */
function multiplyBatch(backend: SimdBackend, options: BatchOptions): void {
  const { a, b, out, m, k, n, transposeA, transposeB, batch, aStride, bStride } = options;
  const floats = Math.ceil(n / panel) * panel * k + chunkRows * depth;
  const { chunks, size } = cut(batch, Math.ceil((m * n * k) / 8));
  backend.withScratch(chunks * floats, (scratch) => {
    const integers = [a, b, out, scratch, floats, m, k, n, Number(transposeA ?? 0), Number(transposeB ?? 0)];
    backend.kernels.run("matmulBatch", { chunks, integers: [...integers, aStride, bStride, batch, size] });
  });
}

interface Shapes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly outShape: number[];
  readonly batch: number;
  readonly aStride: number;
  readonly bStride: number;
}

/** Undefined where the two batches differ in shape and neither is of one matrix. */
function shapesOf(
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
): Shapes | undefined {
  const [aRows = 1, aColumns = 1] = a.shape.slice(-2);
  const [bRows = 1, bColumns = 1] = b.shape.slice(-2);
  const [aBatch, bBatch] = [product(a.shape.slice(0, -2)), product(b.shape.slice(0, -2))];
  const leading = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const batch = product(leading);
  if ((aBatch !== batch && aBatch !== 1) || (bBatch !== batch && bBatch !== 1)) return undefined;
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = transposeB ? bRows : bColumns;
  const stride = (own: number, floats: number) => (own === 1 ? 0 : floats);
  return {
    ...{ m, k, n, batch, outShape: [...leading, m, n] },
    aStride: stride(aBatch, m * k),
    bStride: stride(bBatch, k * n),
  };
}

interface MatmulAttrs {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

const batchMatMul: Operation = (call) => matmul(call, { bias: 0, relu: false });

function matmul(call: Call, epilogue: { bias: number; relu: boolean }): tf.TensorInfo | undefined {
  const { backend } = call;
  const [a, b] = [input(call, "a"), input(call, "b")];
  const { transposeA = false, transposeB = false } = call.attrs as MatmulAttrs;
  const shapes = shapesOf(a, b, transposeA, transposeB);
  if (!isFloat(a, b) || !shapes) return undefined;
  const [left, right] = [backend.pointerOf(a), backend.pointerOf(b)];
  const { info, pointer } = backend.output(shapes.outShape);
  const operands = { a: left, b: right, out: pointer, transposeA, transposeB };
  const { m, k, n, batch, bStride } = shapes;
  if (batch === 1) multiply({ backend, ...operands, m, k, n, ...epilogue });
  // One B for all: the batch is only more rows.
  else if (bStride === 0 && !transposeA) {
    multiply({ backend, ...operands, m: m * batch, k, n, ...epilogue });
  } else if (epilogue.bias !== 0 || epilogue.relu) {
    backend.disposeIntermediateTensorInfo(info);
    return undefined;
  } else multiplyBatch(backend, { ...operands, ...shapes });
  return info;
}

const fusedMatMul: Operation = (call) => {
  const { activation = "linear" } = call.attrs as { activation?: string };
  const bias = call.inputs["bias"] as tf.TensorInfo | undefined;
  const n = input(call, "b").shape.at((call.attrs as MatmulAttrs).transposeB ? -2 : -1) ?? 0;
  const isPlain = activation === "linear" || activation === "relu";
  if (!isPlain || (bias && (product(bias.shape) !== n || !isFloat(bias)))) return undefined;
  const pointer = bias ? call.backend.pointerOf(bias) : 0;
  return matmul(call, { bias: pointer, relu: activation === "relu" });
};

export const matrixProducts: Operations = {
  BatchMatMul: batchMatMul,
  _FusedMatMul: fusedMatMul,
};
