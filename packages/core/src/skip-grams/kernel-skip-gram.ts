import { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { LossSum, SkipGramEngine, SkipGramPass } from "./skip-gram-engine.js";
import type { SkipGramVectors } from "./skip-gram-settings.js";

/** Floats in a cache line: vectors fill whole ones, so that threads never write to the same. */
const line = 16;

/** In the kernels, on all threads. */
export class KernelSkipGram implements SkipGramEngine {
  readonly #held: Held;
  readonly #inputs: KernelArray<Float32Array>;
  readonly #outputs: KernelArray<Float32Array>;
  readonly #stride: number;

  /** @throws OutOfMemoryError, holding nothing then */
  constructor(
    private readonly kernels: Kernels,
    private readonly vectors: SkipGramVectors,
  ) {
    const { dim, inputs, outputs } = vectors;
    this.#stride = Math.ceil(dim / line) * line;
    const length = (inputs.length / dim) * this.#stride;
    const held = Held.unlessThrown((all) => ({
      all,
      inputs: all.keep(kernels.memory.float32(length)),
      outputs: all.keep(kernels.memory.float32(length)),
    }));
    this.#held = held.all;
    this.#inputs = held.inputs;
    this.#outputs = held.outputs;
    this.#load(this.#inputs.view, inputs);
    this.#load(this.#outputs.view, outputs);
  }

  run({ grid, cells, numNegatives, learningRate, seed }: SkipGramPass): LossSum {
    const { memory } = this.kernels;
    const { blocks } = grid;
    const pass = new Held();
    try {
      const arrays = [
        ...[cells.centers, cells.contexts, cells.cellOffsets],
        ...[grid.blockStarts, grid.itemOrder, grid.noiseOwn, grid.noiseAlias],
      ].map((values) => pass.keep(memory.copyOf(values)).pointer);
      const losses = pass.keep(memory.float64(2 * blocks));
      const total = { sum: 0, count: 0 };
      for (let round = 0; round < blocks; round++) {
        this.kernels.run("skipGramCells", {
          chunks: blocks,
          integers: [
            ...[...arrays, this.#inputs.pointer, this.#outputs.pointer, losses.pointer],
            ...[blocks, round, seed | 0, numNegatives, 4 * this.#stride],
          ],
          floats: [learningRate],
        });
        for (let block = 0; block < blocks; block++) {
          total.sum += losses.view[2 * block] as number;
          total.count += losses.view[2 * block + 1] as number;
        }
      }
      return total;
    } finally {
      pass.free();
    }
  }

  publish(): void {
    this.#unload(this.#inputs.view, this.vectors.inputs);
    this.#unload(this.#outputs.view, this.vectors.outputs);
  }

  dispose(): void {
    this.#held.free();
  }

  /** Vectors and zeros up to a whole line. */
  #load(rows: Float32Array, vectors: Float32Array): void {
    const { dim } = this.vectors;
    rows.fill(0);
    for (let from = 0, to = 0; from < vectors.length; from += dim, to += this.#stride) {
      rows.set(vectors.subarray(from, from + dim), to);
    }
  }

  #unload(rows: Float32Array, vectors: Float32Array): void {
    const { dim } = this.vectors;
    for (let to = 0, from = 0; to < vectors.length; to += dim, from += this.#stride) {
      vectors.set(rows.subarray(from, from + dim), to);
    }
  }
}
