import * as tf from "@tensorflow/tfjs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { selectNodeBackend } from "../src/node/select-node-backend.js";

beforeAll(async () => {
  await selectNodeBackend("simd");
});

// Every test must give back the tensors it made, and say nothing on the console.
let tensorsBefore = 0;
const consoleSpies = (["log", "info", "warn", "error"] as const).map((method) => vi.spyOn(console, method));

beforeEach(() => {
  for (const spy of consoleSpies) spy.mockClear();
  tensorsBefore = tf.memory().numTensors;
});

afterEach(() => {
  expect(tf.memory().numTensors - tensorsBefore, "tensors leaked by this test").toBe(0);
  for (const spy of consoleSpies) expect(spy.mock.calls, "console output of this test").toEqual([]);
});

afterAll(() => {
  for (const spy of consoleSpies) spy.mockRestore();
});
