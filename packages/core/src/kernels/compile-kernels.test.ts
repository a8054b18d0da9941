import { expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { compileKernels, kernelBinary } from "./compile-kernels.js";
import { heapStart, jobPointer } from "./control-block.js";
import type { KernelFunctions } from "./generated/kernel-functions.js";

/** Both forms of the kernels, on a memory that is shared and on one that is not. */
const forms = (["relaxed-simd", "simd"] as const).flatMap((variant) =>
  [true, false].map((shared) => ({ variant, shared })),
);

it.each(forms)("$variant kernels run on a memory, shared: $shared", async ({ variant, shared }) => {
  // Lets Node 20 compile relaxed SIMD.
  await compileKernels(shared);
  const memory = new WebAssembly.Memory({ initial: 4, maximum: 65_536, shared });
  const binary = await kernelBinary(variant, shared);
  const source = await WebAssembly.instantiate(binary, { env: { memory, abort() {} } });
  const { matmulPack, matmulRows, unary } = source.instance.exports as unknown as KernelFunctions;
  const random = createRandom(1);
  const [m, k, n] = [5, 9, 11];
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  const [a, b, c, packed, y] = [0, 1, 2, 3, 4].map((i) => heapStart + i * 4096) as [
    number,
    number,
    number,
    number,
    number,
  ];
  floats(a, m * k).set(Float32Array.from({ length: m * k }, () => random.normal()));
  floats(b, k * n).set(Float32Array.from({ length: k * n }, () => random.normal()));
  const job = (...fields: number[]) => new Int32Array(memory.buffer, jobPointer, fields.length).set(fields);
  job(b, packed, k, n, 0, 0, 2, 2);
  matmulPack(jobPointer, 0);
  job(a, packed, c, 0, 0, m, k, n, 0, 0);
  matmulRows(jobPointer, 0);
  job(c, y, m * n, 64, 8, 0, 0);
  unary(jobPointer, 0);
  for (let i = 0; i < m * n; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) {
      sum +=
        (floats(a, m * k)[Math.floor(i / n) * k + j] as number) *
        (floats(b, k * n)[j * n + (i % n)] as number);
    }
    expect(floats(c, m * n)[i]).toBeCloseTo(sum, 4);
    expect((floats(y, m * n)[i] as number) / Math.exp(sum)).toBeCloseTo(1, 4);
  }
});
