import { expect, it } from "vitest";
import { fieldProblems } from "./field-problems";

const names = ["epochs", "l2", "kernelL2", "hiddenUnits"];

it("gives each field its part", () => {
  const { fields, rest } = fieldProblems(
    "The config of neumf is not valid: epochs: Too small, received 0; hiddenUnits.1: expected int, received 2.5",
    names,
  );
  expect(Object.fromEntries(fields)).toEqual({
    epochs: "Too small, received 0",
    hiddenUnits: "expected int, received 2.5",
  });
  expect(rest).toBeNull();
});

it("finds a field below the input's own name, and does not take one name for the end of another", () => {
  const { fields } = fieldProblems("config.kernelL2: Too big, received 1000", names);
  expect(Object.fromEntries(fields)).toEqual({ kernelL2: "Too big, received 1000" });
});

it("keeps what names no field", () => {
  const message = 'Unrecognized key: "learningrate"; l2: Too big';
  expect(fieldProblems(message, names).rest).toBe('Unrecognized key: "learningrate"');
  expect(fieldProblems("popularity is for ranking, not for rating.", names)).toEqual({
    fields: new Map(),
    rest: "popularity is for ranking, not for rating.",
  });
});
