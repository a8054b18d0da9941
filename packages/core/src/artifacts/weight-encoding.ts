import type { ModelState, NamedArray } from "../models/model.js";
import { quantiseRows } from "../retrieval/quantise.js";
import { corrupt, excerpt, unsavable } from "./corrupt.js";
import { fromFloat16, isFiniteFloat16, toFloat16 } from "./float16.js";
import type { StoredArray, StoredArrays } from "./safetensors.js";

/** How an artifact's file holds float32 weights: as they are, or rounded to fewer bits. */
export const weightEncodings = ["float32", "float16", "int8"] as const;
/** The name of an encoding of weights. */
export type WeightEncoding = (typeof weightEncodings)[number];

/** Shorter rows are no smaller in int8, each with a float32 scale, than in float16. */
const shortestInt8Row = 8;
const largestInt8 = 127;
/** Bytes of float32 that a file may unfold to, as many as one that is not rounded may have. */
const maxDecodedBytes = 2 ** 31 - 1;

/**
 * A model's state as a file holds it. Whole numbers stay as they are.
 *
 * - `float16`: eleven binary digits, within ±65,504.
 * - `int8`: a matrix row by row, each number a 127th of the row's largest, rounded; the row's scale stands beside the
 *   matrix as `name.scales`. Vectors, and rows of fewer than 8 numbers, are float16, or float32 where that cannot hold
 *   them.
 *
 * @throws CorruptArtifactError for numbers that the encoding cannot hold
 */
export function encodeWeights(state: ModelState, encoding: WeightEncoding): StoredArrays {
  if (encoding === "float32") return state;
  const stored = new Map<string, StoredArray>();
  for (const [name, { shape, data }] of state) {
    if (data instanceof Int32Array) stored.set(name, { shape, data });
    else if (encoding === "int8" && rowLength(shape) >= shortestInt8Row) {
      const scalesName = nameOfScales(name);
      if (state.has(scalesName))
        throw unsavable(`"${excerpt(scalesName)}" is where the scales of "${excerpt(name)}" belong`);
      const { values, scales } = quantise(name, data, rowLength(shape));
      stored.set(name, { shape, data: values });
      stored.set(scalesName, { shape: shape.slice(0, -1), data: scales });
    } else {
      const halves = toFloat16(data);
      const wrong = halves.findIndex((bits) => !isFiniteFloat16(bits));
      if (wrong < 0) stored.set(name, { shape, data: halves });
      else if (encoding === "int8") stored.set(name, { shape, data });
      else throw unsavable(`${describe(name, data, wrong)}, which no float16 is. Use int8 or float32`);
    }
  }
  return stored;
}

/**
 * The state that a file holds, in float32 again.
 *
 * @throws CorruptArtifactError for int8 rows without their scales, scales of another shape or type, and numbers that
 *   are not finite
 */
export function decodeWeights(stored: StoredArrays, file: string): ModelState {
  checkDecodedSize(stored, file);
  const state = new Map<string, NamedArray>();
  for (const [name, { shape, data }] of stored) {
    if (data instanceof Int8Array) state.set(name, { shape, data: dequantise(stored, name, file) });
    else if (data instanceof Uint16Array) state.set(name, { shape, data: fromFloat16(data) });
    else if (!isScales(stored, name)) state.set(name, { shape, data });
  }
  return state;
}

/** True where some array is rounded. */
export function isRounded(stored: StoredArrays): boolean {
  return [...stored.values()].some(({ data }) => data instanceof Int8Array || data instanceof Uint16Array);
}

const nameOfScales = (name: string) => `${name}.scales`;

function isScales(stored: StoredArrays, name: string): boolean {
  const matrix = name.endsWith(".scales") ? stored.get(name.slice(0, -".scales".length)) : undefined;
  return matrix?.data instanceof Int8Array;
}

/** Numbers in a row: the last dimension of at least two, else 1. */
function rowLength(shape: readonly number[]): number {
  return shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
}

function quantise(name: string, data: Float32Array, length: number) {
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw unsavable(describe(name, data, wrong));
  const { values, scales } = quantiseRows(data, length);
  const overflowing = scales.findIndex((scale) => !Number.isFinite(Math.fround(scale * largestInt8)));
  if (overflowing >= 0)
    throw unsavable(`row ${overflowing} of "${excerpt(name)}" is too large for int8. Use float32`);
  return { values, scales };
}

function dequantise(stored: StoredArrays, name: string, file: string): Float32Array {
  const { shape, data } = stored.get(name) ?? { shape: [], data: new Int8Array() };
  const scales = stored.get(nameOfScales(name));
  if (!(scales?.data instanceof Float32Array))
    throw corrupt(file, `has int8 rows "${name}" without float32 scales "${nameOfScales(name)}"`);
  const expected = shape.slice(0, -1);
  if (shape.length < 2 || scales.shape.join() !== expected.join())
    throw corrupt(
      file,
      `has scales of shape [${scales.shape}] for the int8 rows "${name}" of shape [${shape}]`,
    );
  const length = rowLength(shape);
  const values = new Float32Array(data.length);
  for (const [row, scale] of scales.data.entries()) {
    // The negated comparison refuses NaN too.
    if (!(scale >= 0 && Number.isFinite(Math.fround(scale * 128))))
      throw corrupt(file, `has the scale ${scale} for row ${row} of "${name}"`);
    for (let at = row * length; at < (row + 1) * length; at++) values[at] = (data[at] as number) * scale;
  }
  return values;
}

function checkDecodedSize(stored: StoredArrays, file: string): void {
  let bytes = 0;
  for (const { data } of stored.values()) bytes += 4 * data.length;
  if (bytes > maxDecodedBytes)
    throw corrupt(file, `unfolds to ${bytes} bytes of float32, more than ${maxDecodedBytes}`);
}

function describe(name: string, data: Float32Array, at: number): string {
  return `the weights "${excerpt(name)}" have ${data[at]} at ${at}`;
}
