import * as tf from "@tensorflow/tfjs";
import { lazyAdam } from "./lazy-adam.js";
import { sparseAdagrad } from "./sparse-adagrad.js";
import type { SparseOptimizer, SparseOptimizerOptions } from "./sparse-optimizer.js";
import { sparseSgd } from "./sparse-sgd.js";

/** One update rule in its two forms: for embedding rows, and for the dense weights. */
export interface OptimizerPair {
  sparse(options: SparseOptimizerOptions): SparseOptimizer;
  dense(learningRate: number): tf.Optimizer;
}

export const optimizerNames = ["sgd", "adagrad", "adam"] as const;
export type OptimizerName = (typeof optimizerNames)[number];

/** Every optimizer a config can name. */
export const optimizers: Readonly<Record<OptimizerName, OptimizerPair>> = {
  sgd: { sparse: sparseSgd, dense: (learningRate) => tf.train.sgd(learningRate) },
  adagrad: { sparse: sparseAdagrad, dense: (learningRate) => tf.train.adagrad(learningRate) },
  adam: { sparse: lazyAdam, dense: (learningRate) => tf.train.adam(learningRate) },
};
