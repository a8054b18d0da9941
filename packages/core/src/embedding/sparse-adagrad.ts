import type { SparseOptimizer, SparseOptimizerOptions } from "./sparse-optimizer.js";

/** Where the accumulator starts: TensorFlow's default, so that first steps are not huge. */
export const initialAccumulator = 0.1;

/** a ← a + g²; w ← w − learningRate · g / √(a + 1e-7). Duchi et al., JMLR 2011, in TensorFlow.js's form. */
export function sparseAdagrad({ learningRate, numRows, dim }: SparseOptimizerOptions): SparseOptimizer {
  const accumulator = new Float32Array(numRows * dim).fill(initialAccumulator);
  return {
    learningRate,
    apply(weights, { rows, gradients }) {
      for (let slot = 0, from = 0; slot < rows.length; slot++) {
        for (let to = (rows[slot] as number) * dim, end = to + dim; to < end; to++, from++) {
          const gradient = gradients[from] as number;
          const sum = (accumulator[to] as number) + gradient * gradient;
          accumulator[to] = sum;
          weights[to] = (weights[to] as number) - (this.learningRate * gradient) / Math.sqrt(sum + 1e-7);
        }
      }
    },
  };
}
