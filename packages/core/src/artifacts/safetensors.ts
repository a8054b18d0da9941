import * as z from "zod";
import { concatBytes } from "../evaluation/concat-bytes.js";
import { corrupt, describeIssues, excerpt, unsavable } from "./corrupt.js";
import { isFiniteFloat16 } from "./float16.js";
import { decodeText, parseJson } from "./json-text.js";

// The format, by Hugging Face: 8 bytes of little-endian header length; a JSON header that maps each name to dtype,
// shape and byte range; the arrays, row-major and little-endian, without gaps. Ranges count from the header's end.

const file = "weights.safetensors";
const maxHeaderBytes = 2 ** 20;
const maxRank = 8;

const dtypes = ["F32", "I32", "F16", "I8"] as const;
type Dtype = (typeof dtypes)[number];

/** An array as a file holds it: float32, int32, the bits of float16, or int8. */
export type StoredData = Float32Array | Int32Array | Uint16Array | Int8Array;

export interface StoredArray {
  readonly shape: readonly number[];
  readonly data: StoredData;
}

export type StoredArrays = ReadonlyMap<string, StoredArray>;

const emptyArray: Readonly<Record<Dtype, (length: number) => StoredData>> = {
  F32: (length) => new Float32Array(length),
  I32: (length) => new Int32Array(length),
  F16: (length) => new Uint16Array(length),
  I8: (length) => new Int8Array(length),
};
const bytesPerNumber: Readonly<Record<Dtype, number>> = { F32: 4, I32: 4, F16: 2, I8: 1 };

const tensorSchema = z.strictObject({
  dtype: z.enum(dtypes),
  shape: z.array(z.int().min(0)).max(maxRank),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const metadataSchema = z.record(z.string(), z.string());

/**
 * Wide numbers come first, so that every array begins at a multiple of its numbers' size.
 *
 * @throws CorruptArtifactError for arrays whose name, shape or numbers could not be loaded again
 */
export function encodeSafetensors(arrays: StoredArrays): Uint8Array {
  const header: Record<string, z.infer<typeof tensorSchema>> = {};
  const parts: Uint8Array[] = [];
  let end = 0;
  const widestFirst = [...arrays].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  for (const [name, { shape, data }] of widestFirst) {
    const problem = problemOfName(name) ?? problemOfShape(shape, data.length) ?? problemOfNumbers(data);
    if (problem) throw unsavable(`the weights "${excerpt(name)}" ${problem}`);
    const start = end;
    end += data.byteLength;
    header[name] = {
      dtype: dtypeOf(data),
      shape: [...shape],
      data_offsets: [start, end],
    };
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces at its end let the arrays begin at a multiple of 8.
  const padded = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(" ".charCodeAt(0));
  padded.set(json);
  if (padded.length > maxHeaderBytes)
    throw unsavable(`${arrays.size} arrays make a header of more than ${maxHeaderBytes} bytes`);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  return concatBytes([length, padded, ...parts]);
}

/**
 * Checks everything before it copies anything, so that no header can ask for more memory than the file has.
 *
 * @throws CorruptArtifactError naming what is wrong
 */
export function decodeSafetensors(bytes: Uint8Array): StoredArrays {
  const { header, dataStart } = readHeader(bytes);
  const tensors = Object.entries(header).flatMap(([name, entry]) => {
    if (name !== "__metadata__") return [readTensor(name, entry)];
    if (!metadataSchema.safeParse(entry).success) throw corrupt(file, "has metadata that is not text");
    return [];
  });
  tensors.sort((a, b) => a.start - b.start || a.end - b.end);
  let expected = 0;
  for (const { name, start, end } of tensors) {
    if (start !== expected)
      throw corrupt(
        file,
        `has the array "${name}" at ${start}, where ${expected} is next: a gap or an overlap`,
      );
    expected = end;
  }
  const available = bytes.length - dataStart;
  if (expected !== available)
    throw corrupt(file, `has ${available} bytes of arrays, and its header describes ${expected}`);
  const arrays = new Map<string, StoredArray>();
  for (const { name, dtype, shape, start, end } of tensors) {
    const data = emptyArray[dtype]((end - start) / bytesPerNumber[dtype]);
    new Uint8Array(data.buffer).set(bytes.subarray(dataStart + start, dataStart + end));
    const problem = problemOfNumbers(data);
    if (problem) throw corrupt(file, `has an array "${name}" that ${problem}`);
    arrays.set(name, { shape, data });
  }
  return arrays;
}

function readHeader(bytes: Uint8Array): { header: object; dataStart: number } {
  if (bytes.length < 8) throw corrupt(file, `has ${bytes.length} bytes, too few for a header`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > maxHeaderBytes || 8 + Number(length) > bytes.length) {
    throw corrupt(
      file,
      `says that its header has ${length} bytes; ${Math.min(maxHeaderBytes, bytes.length - 8)} are possible`,
    );
  }
  const dataStart = 8 + Number(length);
  const header = parseJson(decodeText(bytes.subarray(8, dataStart), file), file, "in its header");
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw corrupt(file, "has a header that is not a JSON object");
  return { header, dataStart };
}

interface Tensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function readTensor(name: string, entry: unknown): Tensor {
  const parsed = tensorSchema.safeParse(entry);
  if (!parsed.success) {
    const issues = describeIssues(parsed.error.issues, entry);
    throw corrupt(file, `describes the array "${excerpt(name)}" wrongly: ${issues}`);
  }
  const { dtype, shape, data_offsets } = parsed.data;
  const [start, end] = data_offsets;
  const problem = problemOfName(name) ?? problemOfShape(shape, (end - start) / bytesPerNumber[dtype]);
  if (problem) throw corrupt(file, `has an array "${excerpt(name)}" that ${problem}`);
  return { name, dtype, shape, start, end };
}

function problemOfName(name: string): string | undefined {
  const allowed = /^[^\p{C}]{1,256}$/u.test(name) && name !== "__metadata__" && name !== "__proto__";
  return allowed
    ? undefined
    : "has a name that is empty, reserved, unprintable or longer than 256 characters";
}

function problemOfShape(shape: readonly number[], length: number): string | undefined {
  if (shape.length > maxRank) return `has ${shape.length} dimensions, more than ${maxRank}`;
  const expected = shape.reduce((product, size) => product * size, 1);
  return expected === length ? undefined : `has the shape [${shape}] and room for ${length} numbers`;
}

function problemOfNumbers(data: StoredData): string | undefined {
  if (data instanceof Uint16Array) {
    const wrong = data.findIndex((bits) => !isFiniteFloat16(bits));
    return wrong < 0 ? undefined : `has a float16 at ${wrong} that is no finite number`;
  }
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return `has ${data[i]} at ${i}`;
  return undefined;
}

function dtypeOf(data: StoredData): Dtype {
  if (data instanceof Float32Array) return "F32";
  if (data instanceof Int32Array) return "I32";
  return data instanceof Uint16Array ? "F16" : "I8";
}
