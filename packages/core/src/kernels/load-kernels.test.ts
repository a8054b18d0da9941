import { expect, test } from "vitest";
import { InvalidConfigError, WorkerFailedError } from "../errors/errors.js";
import { type Kernels, loadKernels } from "./load-kernels.js";

async function load(threads?: number): Promise<Kernels> {
  const kernels = await loadKernels({ threads });
  if (!kernels) throw new Error("WebAssembly SIMD is missing");
  return kernels;
}

/** The sums of 1,000 chunks of the numbers from 0. */
function sumInChunks(kernels: Kernels): Float32Array {
  const length = 10_007;
  const values = kernels.memory.copyOf(Float32Array.from({ length }, (_, i) => i % 13));
  const sums = kernels.memory.float32(1001);
  sums.view.fill(-1);
  kernels.run("probeSum", {
    chunks: 1001,
    integers: [values.pointer, sums.pointer, length, 10],
    floats: [0.5],
  });
  const result = sums.view.slice();
  values.free();
  sums.free();
  return result;
}

const expected = Float32Array.from({ length: 1001 }, (_, chunk) => {
  const own = Array.from({ length: 10 }, (_, i) => chunk * 10 + i).filter((i) => i < 10_007);
  return own.reduce((sum, i) => sum + (i % 13), 0) / 2;
});

test.each([1, 2, 5])("runs every chunk once on %i threads, again and again", async (threads) => {
  const kernels = await load(threads);
  for (let round = 0; round < 200; round++) expect(sumInChunks(kernels)).toEqual(expected);
});

test("a kernel that fails on any thread is one error, and the next job runs", async () => {
  for (const threads of [1, 3]) {
    const kernels = await load(threads);
    for (let chunk = 0; chunk < 20; chunk++) {
      const run = () => kernels.run("probeTrap", { chunks: 20, integers: [chunk] });
      expect(run).toThrow("unreachable");
      expect(sumInChunks(kernels)).toEqual(expected);
    }
  }
});

test("a number of chunks beyond the limit, and of threads, is refused", async () => {
  const kernels = await load(2);
  expect(() => kernels.run("probeTrap", { chunks: 4096, integers: [-1] })).toThrow("4096 chunks");
  kernels.run("probeTrap", { chunks: 4095, integers: [-1] });
  for (const threads of [0, 1.5, Number.NaN, 1000]) {
    await expect(loadKernels({ threads })).rejects.toThrow(InvalidConfigError);
  }
});

test("no chunk is run where there is none", async () => {
  const kernels = await load(2);
  kernels.run("probeTrap", { chunks: 0, integers: [0] });
});

test("WorkerFailedError has a stable code", () => {
  expect(new WorkerFailedError("gone").code).toBe("WORKER_FAILED");
});
