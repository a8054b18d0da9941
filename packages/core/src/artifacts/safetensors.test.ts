import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState } from "../models/model.js";
import { decodeSafetensors, encodeSafetensors, type StoredArray, type StoredArrays } from "./safetensors.js";

const state: ModelState = new Map([
  ["tables/user", { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 0, 1e-38, 3e38) }],
  ["scale", { shape: [], data: Float32Array.of(4) }],
  ["empty", { shape: [0, 5], data: new Float32Array() }],
]);

/** A file of any header and data, honest or not. */
function file(header: unknown, data = new Uint8Array(), headerLength?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

test("has the bytes of the format", () => {
  const header = '{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
  expect(header.length % 8).toBe(0);
  const bytes = encodeSafetensors(new Map([["a", { shape: [1, 2], data: Float32Array.of(1, -2) }]]));
  expect([...bytes.subarray(0, 8)]).toEqual([header.length, 0, 0, 0, 0, 0, 0, 0]);
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + header.length))).toBe(header);
  // 1 is 0x3f800000 and −2 is 0xc0000000, least significant byte first.
  expect([...bytes.subarray(8 + header.length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test("arrays begin at a multiple of 8 whatever the header", () => {
  for (const name of ["a", "ab", "abc", "abcd", "abcde"]) {
    const bytes = encodeSafetensors(new Map([[name, { shape: [1], data: Float32Array.of(7) }]]));
    expect((bytes.length - 4) % 8).toBe(0);
  }
});

test("gives back what it was given", () => {
  expect(decodeSafetensors(encodeSafetensors(state))).toEqual(state);
  expect(decodeSafetensors(encodeSafetensors(new Map()))).toEqual(new Map());
});

test("has whole numbers as little-endian int32, and gives them back as such", () => {
  const data = Int32Array.of(1, -2, 2 ** 31 - 1, -(2 ** 31));
  const bytes = encodeSafetensors(new Map([["a", { shape: [2, 2], data }]]));
  expect(new TextDecoder().decode(bytes)).toContain(
    '{"a":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}',
  );
  expect([...bytes.subarray(-16, -8)]).toEqual([1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]);
  const decoded = decodeSafetensors(bytes);
  expect(decoded.get("a")).toEqual({ shape: [2, 2], data });
  expect(decoded.get("a")?.data).toBeInstanceOf(Int32Array);
});

test("a mixed state keeps each array's type", () => {
  const mixed: ModelState = new Map([
    ["offsets", { shape: [3], data: Int32Array.of(0, 2, 3) }],
    ["values", { shape: [2], data: Float32Array.of(0.5, 2) }],
    ["none", { shape: [0], data: new Int32Array() }],
  ]);
  expect(decodeSafetensors(encodeSafetensors(mixed))).toEqual(mixed);
});

test("has narrow numbers after wide ones, and gives back each as it was", () => {
  const narrow: StoredArrays = new Map<string, StoredArray>([
    ["int8", { shape: [3], data: Int8Array.of(-128, 0, 127) }],
    ["float16", { shape: [1, 2], data: Uint16Array.of(0x3c00, 0xc000) }],
    ["float32", { shape: [1], data: Float32Array.of(1) }],
  ]);
  const bytes = encodeSafetensors(narrow);
  const header = new TextDecoder().decode(bytes.subarray(8));
  expect(header).toContain('"float32":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}');
  expect(header).toContain('"float16":{"dtype":"F16","shape":[1,2],"data_offsets":[4,8]}');
  expect(header).toContain('"int8":{"dtype":"I8","shape":[3],"data_offsets":[8,11]}');
  expect([...bytes.subarray(-7)]).toEqual([0, 0x3c, 0, 0xc0, 0x80, 0, 127]);
  expect(decodeSafetensors(bytes)).toEqual(narrow);
});

test("gives back any state, from any position in a buffer, as copies", () => {
  const name = fc.stringMatching(/^[\w/ .:é💡-]{1,40}$/u).filter((text) => !text.startsWith("__"));
  const array = fc
    .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 12 })
    .map((values) => ({ shape: [1, values.length, 1], data: Float32Array.from(values) }));
  fc.assert(
    fc.property(fc.array(fc.tuple(name, array), { maxLength: 5 }), fc.nat(9), (entries, shift) => {
      const given: ModelState = new Map(entries);
      const encoded = encodeSafetensors(given);
      const shifted = new Uint8Array(encoded.length + shift).subarray(shift);
      shifted.set(encoded);
      const decoded = decodeSafetensors(shifted);
      shifted.fill(0xff);
      expect(decoded).toEqual(given);
    }),
    { seed: 1 },
  );
});

test("reads files of other writers: metadata, any order, spaces after the header", () => {
  const header = {
    __metadata__: { format: "pt" },
    second: { shape: [1], data_offsets: [4, 8], dtype: "F32" },
    first: { dtype: "F32", shape: [1], data_offsets: [0, 4] },
  };
  const decoded = decodeSafetensors(file(`${JSON.stringify(header)}     `, floats(1, 2)));
  expect(decoded.get("first")?.data).toEqual(Float32Array.of(1));
  expect(decoded.get("second")?.data).toEqual(Float32Array.of(2));
});

const entry = (fields: object = {}) => ({ dtype: "F32", shape: [2], data_offsets: [0, 8], ...fields });

describe("refuses", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["no bytes", new Uint8Array(), /has 0 bytes, too few for a header/],
    [
      "a header length beyond the file",
      file({}, floats(1), 1000n),
      /its header has 1000 bytes; 6 are possible/,
    ],
    ["a header length of 2^63", file({}, floats(1), 2n ** 63n), /9223372036854775808 bytes/],
    ["a header that is not UTF-8", file("", Uint8Array.of(0xff, 0xfe), 2n), /not UTF-8/],
    ["a header that is not JSON", file("{]"), /is not JSON in its header/],
    ["a header that is a list", file([]), /not a JSON object/],
    ["a header of a thousand brackets", file("[".repeat(1000)), /is not JSON/],
    ["metadata that is not text", file({ __metadata__: { a: 1 } }), /metadata that is not text/],
    [
      "another dtype",
      file({ a: entry({ dtype: "BF16" }) }, floats(1, 2)),
      /"a" wrongly: dtype: .* received BF16/,
    ],
    ["an unknown field", file({ a: entry({ extra: 1 }) }, floats(1, 2)), /extra/],
    ["a negative size", file({ a: entry({ shape: [-2] }) }, floats(1, 2)), /shape\.0: .* received -2/],
    ["a fractional size", file({ a: entry({ shape: [0.5] }) }, floats(1, 2)), /received 0\.5/],
    ["nine dimensions", file({ a: entry({ shape: new Array(9).fill(1) }) }, floats(1, 2)), /shape: /],
    [
      "a shape that overflows",
      file({ a: entry({ shape: [2 ** 40, 2 ** 40] }) }, floats(1, 2)),
      /room for 2 numbers/,
    ],
    [
      "a shape larger than its range",
      file({ a: entry({ shape: [3] }) }, floats(1, 2)),
      /\[3\] and room for 2/,
    ],
    [
      "a range that ends before it starts",
      file({ a: entry({ data_offsets: [8, 0] }) }, floats(1, 2)),
      /room for -2/,
    ],
    [
      "a range beyond the file",
      file({ a: entry({ shape: [3], data_offsets: [0, 12] }) }, floats(1, 2)),
      /has 8 bytes of arrays, and its header describes 12/,
    ],
    [
      "bytes that no array has",
      file({ a: entry() }, floats(1, 2, 3)),
      /has 12 bytes of arrays, and its header describes 8/,
    ],
    ["an overlap", file({ a: entry(), b: entry() }, floats(1, 2)), /"b" at 0, where 8 is next/],
    ["a gap", file({ a: entry({ data_offsets: [4, 12] }) }, floats(1, 2, 3)), /"a" at 4, where 0 is next/],
    [
      "a name twice",
      file(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        floats(1, 2),
      ),
      /a gap or an overlap/,
    ],
    ["an empty name", file({ "": entry() }, floats(1, 2)), /name that is empty/],
    ["a name with a line break", file({ "a\nb": entry() }, floats(1, 2)), /unprintable/],
    [
      "a prototype for a name",
      file('{"__proto__":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', floats(1, 2)),
      /reserved/,
    ],
    ["a very long name", file({ ["x".repeat(257)]: entry() }, floats(1, 2)), /257 characters/],
    ["NaN", file({ a: entry() }, floats(1, Number.NaN)), /"a" that has NaN at 1/],
    ["an infinity", file({ a: entry() }, floats(Number.NEGATIVE_INFINITY, 1)), /has -Infinity at 0/],
    [
      "an infinite float16",
      file({ a: entry({ dtype: "F16", data_offsets: [0, 4] }) }, Uint8Array.of(0, 0, 0, 0xfc)),
      /"a" that has a float16 at 1 that is no finite number/,
    ],
    [
      "a float16 that is NaN",
      file({ a: entry({ dtype: "F16", data_offsets: [0, 4] }) }, Uint8Array.of(1, 0x7e, 0, 0)),
      /"a" that has a float16 at 0/,
    ],
    [
      "half a float16",
      file({ a: entry({ dtype: "F16", data_offsets: [0, 3] }) }, new Uint8Array(3)),
      /room for 1.5 numbers/,
    ],
    [
      "int8 numbers for more than there is room",
      file({ a: entry({ dtype: "I8", data_offsets: [0, 1] }) }, new Uint8Array(1)),
      /\[2\] and room for 1/,
    ],
  ])("%s", (_what, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(CorruptArtifactError);
    expect(() => decodeSafetensors(bytes)).toThrow(message);
    expect(() => decodeSafetensors(bytes)).toThrow(/^weights\.safetensors /);
  });

  test.each<[string, ModelState, RegExp]>([
    ["NaN", new Map([["w", { shape: [2], data: Float32Array.of(0, Number.NaN) }]]), /"w" has NaN at 1/],
    [
      "a shape of another size",
      new Map([["w", { shape: [3], data: new Float32Array(2) }]]),
      /\[3\] and room for 2/,
    ],
    ["a reserved name", new Map([["__metadata__", { shape: [1], data: new Float32Array(1) }]]), /reserved/],
  ])("to write %s", (_what, wrong, message) => {
    expect(() => encodeSafetensors(wrong)).toThrow(CorruptArtifactError);
    expect(() => encodeSafetensors(wrong)).toThrow(message);
  });
});

describe("whatever the bytes, it throws CorruptArtifactError or nothing:", () => {
  const bytes = encodeSafetensors(state);

  test("cut at every length", () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeSafetensors(bytes.subarray(0, length)), `${length} bytes`).toThrow(
        CorruptArtifactError,
      );
  });

  test("with any bytes replaced", () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = bytes.slice();
        for (const [position, byte] of changes) damaged[position] = byte;
        decodesOrIsCorrupt(damaged);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test("any bytes at all", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), decodesOrIsCorrupt), { seed: 1, numRuns: 2000 });
  });

  test("any JSON for a header", () => {
    const size = fc.oneof(fc.nat(4), fc.constantFrom(2 ** 31, 2 ** 53 - 1, 2 ** 60, -1, 0.5, 1e308));
    const tensor = fc.record(
      {
        dtype: fc.constantFrom("F32", "I32", "F16", "I8", "F64", 1),
        shape: fc.array(size, { maxLength: 10 }),
        data_offsets: fc.array(size, { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(fc.dictionary(fc.string(), fc.oneof(tensor, fc.jsonValue())), fc.jsonValue());
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 32 }), (json, data) =>
        decodesOrIsCorrupt(file(json, data)),
      ),
      { seed: 1, numRuns: 3000 },
    );
  });
});

function decodesOrIsCorrupt(bytes: Uint8Array): void {
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(CorruptArtifactError);
  }
}
