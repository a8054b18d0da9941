import * as tf from "@tensorflow/tfjs";
import { cut } from "../backend/simd/chunks.js";
import type { SimdBackend } from "../backend/simd/simd-backend.js";
import { Held } from "../kernels/held.js";
import { type OptimizerName, optimizers } from "./optimizers.js";

/** One dense weight and the weight of its squared norm in the loss. */
export interface DenseWeight {
  readonly variable: tf.Variable;
  readonly l2: number;
}

export interface DenseTrainingOptions {
  readonly weights: readonly DenseWeight[];
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
}

/** The dense weights' part of a training. */
export interface DenseTraining {
  /** @param gradients one a weight, in their order */
  update(gradients: readonly tf.Tensor[]): void;
  /** Of the steps from now on. */
  setLearningRate(learningRate: number): void;
  dispose(): void;
}

/** By TensorFlow.js's optimizers, on any backend. */
export function plainDenseTraining({
  weights,
  optimizer,
  learningRate,
}: DenseTrainingOptions): DenseTraining {
  const rule = optimizers[optimizer].dense(learningRate);
  return {
    update(gradients) {
      if (gradients.length === 0) return;
      tf.tidy(() => {
        const named = weights.map(({ variable, l2 }, i) => {
          const gradient = gradients[i] as tf.Tensor;
          const tensor = l2 > 0 ? tf.add(gradient, tf.mul(variable, 2 * l2)) : gradient;
          return { name: variable.name, tensor };
        });
        rule.applyGradients(named);
      });
    },
    setLearningRate: (rate) => rule.setLearningRate(rate),
    dispose: () => rule.dispose(),
  };
}

/** By one kernel a weight, in place: TensorFlow.js's Adam takes ten operations, and their intermediate tensors. */
export function kernelDenseTraining(
  backend: SimdBackend,
  { weights, optimizer, learningRate }: DenseTrainingOptions,
): DenseTraining {
  const rule = optimizers[optimizer].kernel;
  const { held, states } = Held.unlessThrown((all) => ({
    held: all,
    states: weights.map(({ variable }) =>
      rule.initialStates.map((value) => {
        const state = all.keep(backend.kernels.memory.float32(variable.size));
        state.view.fill(value);
        return state;
      }),
    ),
  }));
  let rate = learningRate;
  let step = 0;
  return {
    update(gradients) {
      step++;
      for (const [i, { variable, l2 }] of weights.entries()) {
        const weight = backend.pointerOf(variable);
        const [first = weight, second = weight] = (states[i] ?? []).map(({ pointer }) => pointer);
        const gradient = backend.pointerOf(gradients[i] as tf.Tensor);
        const { chunks, size } = cut(variable.size, 1, 16);
        backend.kernels.run("updateDense", {
          chunks,
          integers: [weight, first, second, gradient, variable.size, rule.kind, size],
          floats: [rate, 2 * l2, ...rule.constants(step)],
        });
      }
    },
    setLearningRate: (changed) => {
      rate = changed;
    },
    dispose: () => held.free(),
  };
}
