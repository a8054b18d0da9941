import { lazyAdam } from "../embedding/lazy-adam.js";
import { sparseDenseProduct } from "../linear-algebra/sparse-product.js";
import type { GraphAlgebra, GraphArray } from "./graph-algebra.js";

/** In plain TypeScript, where there are no kernels. */
export const plainGraphAlgebra: GraphAlgebra = {
  zeros: (length) => ({ pointer: 0, length, view: new Float32Array(length) }),
  matrix: (matrix) => ({
    multiply({ right, base, out }) {
      const product = sparseDenseProduct(matrix, right.view, right.length / matrix.numColumns);
      for (let i = 0; i < product.length; i++) {
        out.view[i] = (product[i] as number) + (base ? (base.view[i] as number) : 0);
      }
    },
    free() {},
  }),
  adam(weights, learningRate) {
    // All weights as the one row that every step touches.
    const optimizer = lazyAdam({ learningRate, numRows: 1, dim: weights.length });
    const rows = Int32Array.of(0);
    return (gradient: GraphArray) => optimizer.apply(weights.view, { rows, gradients: gradient.view });
  },
  dispose() {},
};
