import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import type { Layer } from "../layers/layer.js";
import {
  type DenseTraining,
  type DenseTrainingOptions,
  type DenseWeight,
  kernelDenseTraining,
  plainDenseTraining,
} from "./dense-training.js";
import {
  type EmbeddingTraining,
  type EmbeddingTrainingOptions,
  type LeafRows,
  type Pairs,
  PlainEmbeddingTraining,
} from "./embedding-training.js";
import { KernelEmbeddingTraining } from "./kernel-embedding-training.js";

/** What is learned, and by which rule. */
export interface ParameterTrainingOptions extends EmbeddingTrainingOptions {
  readonly layers: readonly Layer[];
}

/** The parameters of a network in training: rows of its tables and weights of its layers, moved by a loss's gradients. */
export class ParameterTraining {
  readonly #tableNames: readonly string[];
  readonly #embeddings: EmbeddingTraining;
  readonly #variables: readonly tf.Variable[];
  readonly #dense: DenseTraining;

  constructor({ layers, ...options }: ParameterTrainingOptions) {
    const { optimizer, learningRate } = options;
    const weights = denseWeights(layers);
    this.#tableNames = [...options.tables.keys()];
    this.#variables = weights.map(({ variable }) => variable);
    this.#embeddings = startEmbeddingTraining(options);
    try {
      this.#dense = startDenseTraining({ weights, optimizer, learningRate });
    } catch (error) {
      this.#embeddings.dispose();
      throw error;
    }
  }

  /** The rows that pairs read, as leaf tensors. The caller disposes them. */
  gather(pairs: Pairs): LeafRows {
    return this.#embeddings.gather(pairs);
  }

  /**
   * Moves everything by one step.
   *
   * @param lossOf of the rows that the pairs read; pure and differentiable
   * @returns the loss before the step
   */
  async step(pairs: Pairs, lossOf: (rows: LeafRows) => tf.Scalar): Promise<number> {
    const rows = this.#embeddings.gather(pairs);
    const leaves = this.#tableNames.map((name) => rows[name] as tf.Tensor2D);
    const { value, grads } = tf.engine().gradients(() => lossOf(rows), [...leaves, ...this.#variables]);
    this.#dense.update(grads.slice(leaves.length));
    const rowGradients = Object.fromEntries(
      this.#tableNames.map((name, i) => [name, grads[i] as tf.Tensor] as const),
    );
    await this.#embeddings.update(pairs, rows, rowGradients);
    const loss = (await value.data())[0] as number;
    tf.dispose([value, ...grads, ...leaves]);
    return loss;
  }

  /** Of the steps from now on. */
  setLearningRate(learningRate: number): void {
    this.#embeddings.setLearningRate(learningRate);
    this.#dense.setLearningRate(learningRate);
  }

  dispose(): void {
    this.#embeddings.dispose();
    this.#dense.dispose();
  }
}

/** By kernels on the `simd` backend. */
export function startEmbeddingTraining(options: EmbeddingTrainingOptions): EmbeddingTraining {
  const backend = currentSimdBackend();
  return backend ? new KernelEmbeddingTraining(backend, options) : new PlainEmbeddingTraining(options);
}

/** By kernels on the `simd` backend. */
export function startDenseTraining(options: DenseTrainingOptions): DenseTraining {
  const backend = currentSimdBackend();
  return backend ? kernelDenseTraining(backend, options) : plainDenseTraining(options);
}

/** The weights of layers, each with that of its squared norm. */
function denseWeights(layers: readonly Layer[]): DenseWeight[] {
  return layers.flatMap(({ weights, l2 }) =>
    Object.entries(weights).map(([name, variable]) => ({ variable, l2: l2[name] ?? 0 })),
  );
}
