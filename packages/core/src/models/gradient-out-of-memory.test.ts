import { afterEach, expect, it, vi } from "vitest";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import { OutOfMemoryError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { checkerboard } from "../testing/checkerboard.js";
import { createModel } from "./create-model.js";

afterEach(() => {
  vi.restoreAllMocks();
});

it("gives back what a training held, and keeps the weights, wherever its start runs out of memory", async () => {
  const memory = currentSimdBackend()?.kernels.memory;
  if (!memory) throw new Error("another backend is current");
  const { train } = checkerboard(20);
  const model = createModel("neumf", { task: "ranking", dimensions: train, seed: 1 });
  const weights = [...model.state().values()].map(({ data }) => data);
  const before = memory.bytesInUse;
  const allocate = memory.allocate.bind(memory);
  let failures = 0;
  for (let failing = 0; failures === failing; failing++) {
    let allocations = 0;
    vi.spyOn(memory, "allocate").mockImplementation((bytes) => {
      if (allocations++ === failing) throw new OutOfMemoryError("no more");
      return allocate(bytes);
    });
    try {
      (await model.startTraining(train, { random: createRandom(1) })).dispose();
    } catch (error) {
      expect(error).toBeInstanceOf(OutOfMemoryError);
      failures++;
    }
    expect(memory.bytesInUse).toBe(before);
  }
  // Four tables, two moments each, the groups of two sides, and two moments of eight dense weights.
  expect(failures).toBeGreaterThan(4 * 3 + 2);
  expect([...model.state().values()].map(({ data }) => data)).toEqual(weights);
  model.dispose();
});
