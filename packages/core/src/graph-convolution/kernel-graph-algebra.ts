import { cut } from "../backend/simd/chunks.js";
import { optimizers } from "../embedding/optimizers.js";
import { Held } from "../kernels/held.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import { runSparseDenseProduct } from "../linear-algebra/sparse-dense-kernel.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { GraphAlgebra, GraphArray, GraphMatrix } from "./graph-algebra.js";

/** In the kernels, on all threads. */
export class KernelGraphAlgebra implements GraphAlgebra {
  readonly #held = new Held();

  constructor(private readonly kernels: Kernels) {}

  /** @throws OutOfMemoryError */
  zeros(length: number): GraphArray {
    const array = this.#held.keep(this.kernels.memory.float32(length));
    array.view.fill(0);
    return array;
  }

  /** @throws OutOfMemoryError, holding nothing of the matrix then */
  matrix(matrix: SparseMatrix): GraphMatrix {
    const { kernels } = this;
    const left = new SparseArrays(kernels.memory, matrix);
    const { numRows } = matrix;
    return {
      multiply: ({ right, base, out }) =>
        runSparseDenseProduct(kernels, { left, right, product: out, numRows, base }),
      free: () => left.free(),
    };
  }

  adam(weights: GraphArray, learningRate: number): (gradient: GraphArray) => void {
    const { kind, constants } = optimizers.adam.kernel;
    const [first, second] = [this.zeros(weights.length), this.zeros(weights.length)];
    let step = 0;
    return (gradient) => {
      step++;
      const { chunks, size } = cut(weights.length, 1, 16);
      this.kernels.run("updateDense", {
        chunks,
        integers: [
          ...[weights.pointer, first.pointer, second.pointer, gradient.pointer],
          ...[weights.length, kind, size],
        ],
        floats: [learningRate, 0, ...constants(step)],
      });
    };
  }

  dispose(): void {
    this.#held.free();
  }
}
