import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { KernelMemory } from "./kernel-memory.js";

const mebibyte = 2 ** 20;

function memoryOf(initial: number, maximum: number, shared = true) {
  const memory = new WebAssembly.Memory({ initial, maximum, shared });
  return { memory, blocks: new KernelMemory(memory, 100) };
}

describe("KernelMemory", () => {
  it("gives blocks that do not overlap, and takes them back, in any order", () => {
    const { memory, blocks } = memoryOf(1, 2048);
    const random = createRandom(5);
    const held: { pointer: number; bytes: number }[] = [];
    for (let round = 0; round < 4000; round++) {
      if (held.length > 40 || (held.length > 0 && random.uniform() < 0.4)) {
        const [block] = held.splice(random.integer(held.length), 1);
        if (block) blocks.free(block.pointer);
      } else {
        const bytes = random.integer(random.uniform() < 0.1 ? 3 * mebibyte : 5000);
        held.push({ pointer: blocks.allocate(bytes), bytes });
      }
      const sorted = held.toSorted((a, b) => a.pointer - b.pointer);
      for (const [i, block] of sorted.entries()) {
        expect(block.pointer % 64).toBe(0);
        expect(block.pointer).toBeGreaterThanOrEqual(100);
        const next = sorted[i + 1]?.pointer ?? memory.buffer.byteLength;
        expect(block.pointer + block.bytes).toBeLessThanOrEqual(next);
      }
    }
    for (const { pointer } of held) blocks.free(pointer);
    expect(blocks.bytesInUse).toBe(0);
  });

  it("does not grow over a million allocations", () => {
    const { memory, blocks } = memoryOf(1, 2048);
    const sizes = [10, 300, 70_000, 1_500_000, 4 * mebibyte];
    const round = () => {
      const pointers = sizes.map((size) => blocks.allocate(size));
      for (const pointer of pointers) blocks.free(pointer);
    };
    round();
    const before = memory.buffer.byteLength;
    for (let i = 0; i < 1_000_000 / sizes.length; i++) round();
    expect(memory.buffer.byteLength).toBe(before);
  });

  it.each([true, false])("keeps contents when it grows, shared: %s", (shared) => {
    const { blocks } = memoryOf(1, 2048, shared);
    const kept = blocks.copyOf(Float32Array.of(1, 2, 3));
    const before = kept.view;
    blocks.allocate(40 * mebibyte);
    expect(kept.view).toEqual(Float32Array.of(1, 2, 3));
    expect(before.length).toBe(shared ? 3 : 0);
  });

  it("says how much is missing, and stays usable", () => {
    const { blocks } = memoryOf(1, 16);
    const held = blocks.allocate(1000);
    expect(() => blocks.allocate(2 * mebibyte)).toThrow(/^The kernels' memory would need 0\.00 GiB/);
    blocks.free(held);
    expect(blocks.allocate(1000)).toBe(held);
  });

  it("refuses to free what is not held, and frees an array once", () => {
    const { blocks } = memoryOf(1, 16);
    const array = blocks.int32(3);
    array.free();
    array.free();
    expect(() => blocks.free(array.pointer)).toThrow("is not the address of a block in use");
  });
});
