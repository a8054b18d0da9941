import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "../models/model.js";
import type { StoredArray } from "./safetensors.js";
import { decodeWeights, encodeWeights, weightEncodings } from "./weight-encoding.js";

const file = "weights.safetensors";
/** Two rows of 8: the largest of the first is 127 steps of ½, of the second 127 steps of 1⁄64. */
const matrix: NamedArray = {
  shape: [2, 8],
  data: Float32Array.of(
    63.5,
    -63.5,
    0.5,
    -1,
    0.7,
    0.8,
    0,
    10,
    1.984375,
    0.0155,
    0.0079,
    0,
    -1,
    -0.5,
    0.25,
    1,
  ),
};
const vector: NamedArray = { shape: [3], data: Float32Array.of(0.1, -2, 1000) };
const integers: NamedArray = { shape: [2], data: Int32Array.of(2 ** 30 + 1, -7) };
const state: ModelState = new Map([
  ["tables/item", matrix],
  ["bias", vector],
  ["offsets", integers],
]);

test("float32 leaves everything as it is", () => {
  expect(encodeWeights(state, "float32")).toEqual(state);
  expect(decodeWeights(state, file)).toEqual(state);
});

test("float16 holds matrices and vectors in two bytes a number, and integers as they are", () => {
  const stored = encodeWeights(state, "float16");
  expect([...stored].map(([name, { shape, data }]) => [name, shape, data.BYTES_PER_ELEMENT])).toEqual([
    ["tables/item", [2, 8], 2],
    ["bias", [3], 2],
    ["offsets", [2], 4],
  ]);
  const decoded = decodeWeights(stored, file);
  expect([...decoded.keys()]).toEqual([...state.keys()]);
  expect(decoded.get("offsets")).toEqual(integers);
  expect([...(decoded.get("bias")?.data ?? [])]).toEqual([0.0999755859375, -2, 1000]);
});

test("int8 holds each row in steps of a 127th of its largest number, with the step beside it", () => {
  const stored = encodeWeights(state, "int8");
  expect(stored.get("tables/item")).toEqual({
    shape: [2, 8],
    data: Int8Array.of(127, -127, 1, -2, 1, 2, 0, 20, 127, 1, 1, 0, -64, -32, 16, 64),
  });
  expect(stored.get("tables/item.scales")).toEqual({ shape: [2], data: Float32Array.of(0.5, 1 / 64) });
  expect(stored.get("bias")?.data).toBeInstanceOf(Uint16Array);
  expect(stored.get("offsets")).toEqual(integers);
  const decoded = decodeWeights(stored, file);
  expect([...decoded.keys()]).toEqual([...state.keys()]);
  expect([...(decoded.get("tables/item")?.data ?? [])].slice(0, 8)).toEqual([
    63.5, -63.5, 0.5, -1, 0.5, 1, 0, 10,
  ]);
});

test("int8 leaves a vector in float32 that float16 cannot hold", () => {
  const counts: NamedArray = { shape: [2], data: Float32Array.of(70_000, 1) };
  expect(encodeWeights(new Map([["counts", counts]]), "int8").get("counts")).toEqual(counts);
});

test("short rows are float16 in int8 too: a scale each would outweigh them", () => {
  const short = { shape: [2, 7], data: new Float32Array(14).fill(0.5) };
  expect([...encodeWeights(new Map([["bias", short]]), "int8").keys()]).toEqual(["bias"]);
});

test("rows of zeros and no rows at all come back", () => {
  const zeros = { shape: [2, 8], data: new Float32Array(16) };
  const none = { shape: [0, 8], data: new Float32Array() };
  const given: ModelState = new Map([
    ["zeros", zeros],
    ["none", none],
  ]);
  for (const encoding of weightEncodings)
    expect(decodeWeights(encodeWeights(given, encoding), file)).toEqual(given);
});

test("int8 is off by at most half a step, float16 by at most 2⁻¹¹ of the number", () => {
  const number = fc.float({ noNaN: true, min: -60_000, max: 60_000 });
  fc.assert(
    fc.property(fc.array(number, { minLength: 24, maxLength: 24 }), (numbers) => {
      const data = Float32Array.from(numbers);
      const given: ModelState = new Map([["m", { shape: [3, 8], data }]]);
      const eight = decodeWeights(encodeWeights(given, "int8"), file).get("m")?.data ?? [];
      const sixteen = decodeWeights(encodeWeights(given, "float16"), file).get("m")?.data ?? [];
      for (const [i, value] of data.entries()) {
        const row = data.subarray(i - (i % 8), i - (i % 8) + 8);
        const step = Math.max(...row.map(Math.abs)) / 127;
        expect(Math.abs((eight[i] as number) - value)).toBeLessThanOrEqual(0.5001 * step + 1e-40);
        expect(Math.abs((sixteen[i] as number) - value)).toBeLessThanOrEqual(
          Math.abs(value) * 2 ** -11 + 2 ** -25,
        );
      }
    }),
    { seed: 1 },
  );
});

describe("refuses to write", () => {
  const row = (value: number) => ({ shape: [1, 8], data: new Float32Array(8).fill(value) });
  test.each<[string, ModelState, "float16" | "int8", RegExp]>([
    ["what no float16 is", new Map([["w", row(70_000)]]), "float16", /"w" have 70000 at 0.*Use int8/],
    ["NaN in float16", new Map([["w", row(Number.NaN)]]), "float16", /"w" have NaN at 0/],
    ["NaN in int8", new Map([["w", row(Number.NaN)]]), "int8", /"w" have NaN at 0/],
    ["an infinity in int8", new Map([["w", row(Number.NEGATIVE_INFINITY)]]), "int8", /have -Infinity at 0/],
    [
      "an array where scales belong",
      new Map([
        ["w", row(1)],
        ["w.scales", row(1)],
      ]),
      "int8",
      /"w\.scales" is where the scales of "w" belong/,
    ],
  ])("%s", (_what, wrong, encoding, message) => {
    expect(() => encodeWeights(wrong, encoding)).toThrow(CorruptArtifactError);
    expect(() => encodeWeights(wrong, encoding)).toThrow(message);
  });
});

describe("refuses to read", () => {
  const values = { shape: [2, 8], data: new Int8Array(16) };
  const scales = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
  test.each<[string, Record<string, StoredArray>, RegExp]>([
    ["int8 without scales", { w: values }, /"w" without float32 scales "w\.scales"/],
    [
      "scales of whole numbers",
      { w: values, "w.scales": { shape: [2], data: Int32Array.of(1, 1) } },
      /without float32 scales/,
    ],
    [
      "too few scales",
      { w: values, "w.scales": scales(1) },
      /scales of shape \[1\] for the int8 rows "w" of shape \[2,8\]/,
    ],
    [
      "scales of a vector",
      { w: { shape: [2], data: new Int8Array(2) }, "w.scales": scales(1, 1) },
      /scales of shape \[2\]/,
    ],
    [
      "a scale that is NaN",
      { w: values, "w.scales": scales(1, Number.NaN) },
      /the scale NaN for row 1 of "w"/,
    ],
    ["a negative scale", { w: values, "w.scales": scales(-1, 1) }, /the scale -1 for row 0/],
    [
      "a scale whose numbers overflow",
      { w: values, "w.scales": scales(1, 3e38) },
      /the scale 3\.0\d+e\+38 for row 1/,
    ],
  ])("%s", (_what, wrong, message) => {
    expect(() => decodeWeights(new Map(Object.entries(wrong)), file)).toThrow(CorruptArtifactError);
    expect(() => decodeWeights(new Map(Object.entries(wrong)), file)).toThrow(message);
    expect(() => decodeWeights(new Map(Object.entries(wrong)), file)).toThrow(/^weights\.safetensors /);
  });
});
