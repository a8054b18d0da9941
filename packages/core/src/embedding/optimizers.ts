import { type DenseOptimizer, denseAdagrad, denseAdam, denseSgd } from "./dense-optimizers.js";
import { beta1, beta2, lazyAdam } from "./lazy-adam.js";
import { initialAccumulator, sparseAdagrad } from "./sparse-adagrad.js";
import type { SparseOptimizer, SparseOptimizerOptions } from "./sparse-optimizer.js";
import { sparseSgd } from "./sparse-sgd.js";

/** One update rule in its forms: for embedding rows, for the dense weights, and for the kernels that do both. */
export interface Optimizer {
  sparse(options: SparseOptimizerOptions): SparseOptimizer;
  dense(learningRate: number): DenseOptimizer;
  readonly kernel: KernelRule;
}

/** How `kernels/optimizers.ts` is told of an update rule. */
export interface KernelRule {
  /** The number it branches on. */
  readonly kind: number;
  /** What each array of state starts from; one as long as the weights for each entry, at most two. */
  readonly initialStates: readonly number[];
  /** What depends on the number of the step, from 1: beta1, beta2 and the corrections of the two moments. */
  constants(step: number): readonly [number, number, number, number];
}

const none = (): readonly [number, number, number, number] => [0, 0, 0, 0];

/** Every optimizer that a config can name. */
export const optimizerNames = ["sgd", "adagrad", "adam"] as const;
/** The name of an optimizer. */
export type OptimizerName = (typeof optimizerNames)[number];

/** Every optimizer a config can name. */
export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = {
  sgd: {
    sparse: sparseSgd,
    dense: denseSgd,
    kernel: { kind: 0, initialStates: [], constants: none },
  },
  adagrad: {
    sparse: sparseAdagrad,
    dense: denseAdagrad,
    kernel: { kind: 1, initialStates: [initialAccumulator], constants: none },
  },
  adam: {
    sparse: lazyAdam,
    dense: denseAdam,
    kernel: {
      kind: 2,
      initialStates: [0, 0],
      constants: (step) => [beta1, beta2, 1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)],
    },
  },
};
