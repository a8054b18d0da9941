import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberProblem, parseNumber } from "./parse-number.js";

const parse = (text: string) => {
  // Neighbours that a parser reading too far would take in.
  const bytes = new TextEncoder().encode(`7${text}7`);
  return parseNumber(bytes, 1, bytes.length - 1);
};

describe("parseNumber", () => {
  it.each([
    ["0", 0],
    ["5", 5],
    ["10.0", 10],
    ["-3.25", -3.25],
    ["+4", 4],
    [".5", 0.5],
    ["5.", 5],
    ["007", 7],
    ["1e3", 1000],
    ["2.5E-2", 0.025],
    ["978824351", 978824351],
    ["123456789012345678", 123456789012345680],
    ["0.1", 0.1],
    ["3.4028234663852886e38", 3.4028234663852886e38],
  ])("reads %s", (text, number) => {
    expect(parse(text)).toBe(number);
  });

  it.each([
    "",
    "-",
    ".",
    "+",
    "abc",
    "3,5",
    "1_000",
    "0x10",
    "1 2",
    "--1",
    "1.2.3",
    "NaN",
    "inf",
    "-Infinity",
    "1e999",
    "5e",
    "٣",
  ])("takes %j for no finite number", (text) => {
    expect(parse(text)).toBeNaN();
  });

  it("reads what Number reads, to the last bit", () => {
    const decimals = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.maxSafeInteger(), fc.nat(9999)).map(([whole, rest]) => `${whole}.${rest}`),
      fc.stringMatching(/^[+-]?\d{1,20}\.\d{1,20}$/),
    );
    fc.assert(
      fc.property(decimals, (text) => {
        expect(parse(text)).toBe(Number(text));
      }),
      { seed: 1 },
    );
  });
});

describe("numberProblem", () => {
  it.each([
    ["", "value is empty"],
    ["NaN", 'value "NaN" is not finite'],
    ["-inf", 'value "-inf" is not finite'],
    ["1e300", 'value "1e300" is too large'],
    ["five", 'value "five" is not a number'],
    ["x".repeat(50), `value "${"x".repeat(40)}…" is not a number`],
  ])("says what is wrong with %j", (text, reason) => {
    expect(numberProblem("value", text)).toBe(reason);
  });
});
