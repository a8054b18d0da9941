import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, it } from "vitest";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { selectBackend } from "./select-backend.js";

afterEach(async () => {
  await tf.setBackend("simd");
});

describe("selectBackend", () => {
  it("takes the first that runs, and says what the better ones answered", async () => {
    const broken = { name: "broken", load: () => Promise.reject(new Error("no such device\nat line 3")) };
    const unregistered = { name: "nobody", load: async () => {} };
    const cpu = { name: "cpu", load: async () => {} };
    const selected = await selectBackend("auto", [broken, unregistered, cpu]);
    expect(selected).toEqual({ name: "cpu", reason: "broken: no such device; nobody: not registered" });
    expect(tf.getBackend()).toBe("cpu");
  });

  it("names the backends there are when asked for another", async () => {
    await expect(selectBackend("metal")).rejects.toThrow(
      'Unknown backend "metal". Use auto, webgpu, webgl, simd, wasm, cpu.',
    );
  });

  it("says what a backend answered when it is the only one asked for", async () => {
    await expect(selectBackend("webgpu")).rejects.toThrow("Tried webgpu: not registered.");
  });

  it.each(["simd", "wasm"])("finds %s in Node", async (name) => {
    expect(await selectNodeBackend(name)).toEqual({ name, reason: "as asked" });
  });

  it("takes its own kernels first", async () => {
    expect(await selectNodeBackend()).toEqual({ name: "simd", reason: "the fastest" });
  });
});
