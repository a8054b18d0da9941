import type { SparseOptimizer, SparseOptimizerOptions } from "./sparse-optimizer.js";

/** w ← w − learningRate · g. */
export function sparseSgd({ learningRate, dim }: SparseOptimizerOptions): SparseOptimizer {
  return {
    learningRate,
    apply(weights, { rows, gradients }) {
      for (let slot = 0, from = 0; slot < rows.length; slot++) {
        for (let to = (rows[slot] as number) * dim, end = to + dim; to < end; to++, from++) {
          weights[to] = (weights[to] as number) - this.learningRate * (gradients[from] as number);
        }
      }
    },
  };
}
