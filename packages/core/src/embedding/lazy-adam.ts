import type { SparseOptimizer, SparseOptimizerOptions } from "./sparse-optimizer.js";

export const beta1 = 0.9;
export const beta2 = 0.999;
const epsilon = 1e-7;

/**
 * Adam (Kingma & Ba, ICLR 2015, algorithm 1) that leaves the moments of untouched rows as they are, where dense Adam
 * would decay them and move every row at every step. Bias correction counts the optimizer's steps, as TensorFlow's
 * LazyAdam does.
 */
export function lazyAdam({ learningRate, numRows, dim }: SparseOptimizerOptions): SparseOptimizer {
  const firstMoment = new Float32Array(numRows * dim);
  const secondMoment = new Float32Array(numRows * dim);
  let step = 0;
  return {
    learningRate,
    apply(weights, { rows, gradients }) {
      step++;
      const correction1 = 1 / (1 - beta1 ** step);
      const correction2 = 1 / (1 - beta2 ** step);
      for (let slot = 0, from = 0; slot < rows.length; slot++) {
        for (let to = (rows[slot] as number) * dim, end = to + dim; to < end; to++, from++) {
          const gradient = gradients[from] as number;
          const m = beta1 * (firstMoment[to] as number) + (1 - beta1) * gradient;
          const v = beta2 * (secondMoment[to] as number) + (1 - beta2) * gradient * gradient;
          firstMoment[to] = m;
          secondMoment[to] = v;
          weights[to] =
            (weights[to] as number) -
            (this.learningRate * m * correction1) / (Math.sqrt(v * correction2) + epsilon);
        }
      }
    },
  };
}
