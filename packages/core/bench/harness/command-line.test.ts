import { expect, test } from "vitest";
import { parseCommandLine, UsageError } from "./command-line.js";

const names = ["bpr", "ease"];

test("names and options are read", () => {
  expect(parseCommandLine(["bpr", "--json", "out.json", "--rounds", "3", "--quick"], names)).toEqual({
    help: false,
    names: ["bpr"],
    quick: true,
    rounds: 3,
    json: "out.json",
    markdown: undefined,
    document: undefined,
  });
});

test("what cannot be followed is a UsageError that says what there is", () => {
  expect(() => parseCommandLine(["bqr"], names)).toThrow('There is no benchmark "bqr". There are bpr, ease.');
  expect(() => parseCommandLine(["--rounds", "0"], names)).toThrow(
    '--rounds is "0": give a whole number from 1.',
  );
  expect(() => parseCommandLine(["--fast"], names)).toThrow(UsageError);
});
