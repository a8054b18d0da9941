import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidConfigError } from "../errors/errors.js";
import { canonicalJson } from "./canonical-json.js";

test("sorts keys at every depth and keeps the order of arrays", () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }, "é\n"], a: { d: true, c: -0.5 } })).toBe(
    '{"a":{"c":-0.5,"d":true},"b":[{"a":null,"z":1},"é\\n"]}',
  );
});

test("leaves out undefined properties", () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

test("holds the same value as the JSON it came from, whatever the order of its keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
    { seed: 1 },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 3n, () => 1, new Date(0), new Map(), [undefined]])(
  "refuses %s by its path",
  (value) => {
    expect(() => canonicalJson({ outer: { inner: value } })).toThrow(InvalidConfigError);
    expect(() => canonicalJson({ outer: { inner: value } })).toThrow(/value\.outer\.inner/);
  },
);

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reversed(field)]),
  );
}
