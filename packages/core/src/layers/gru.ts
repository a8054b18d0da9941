import * as tf from "@tensorflow/tfjs";
import { currentSimdBackend } from "../backend/simd/simd-backend.js";
import type { Random } from "../random/random.js";
import { affine } from "./dense.js";
import { denseWeight } from "./dense-weight.js";
import { glorotUniform } from "./initializers.js";

export interface GruOptions {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly random: Random;
}

/** A recurrent layer. Owns its weights until `dispose`. */
export interface Gru {
  readonly weights: Readonly<Record<string, tf.Variable>>;
  /**
   * @param x [tokens, inputs], time by time
   * @param starts [times + 1] where the rows of each time begin; a later time has the first rows of the one before
   * @returns [tokens, units] the states after each token
   */
  apply(x: tf.Tensor2D, starts: Int32Array): tf.Tensor2D;
  dispose(): void;
}

/**
 * A gated recurrent unit (Cho et al., EMNLP 2014) in the form whose reset gate multiplies the state's product, so that
 * a time step is one matrix product. The inputs' products are taken for all times at once. Weights `<name>/input`
 * [inputs, 3 · units], `<name>/hidden` [units, 3 · units] and their biases, each the gates r, z and c side by side.
 */
export function gru({ name, inputs, units, random }: GruOptions): Gru {
  const matrix = (part: string, rows: number) =>
    denseWeight([rows, 3 * units], (weights) =>
      glorotUniform(weights, random.fork(`${name}/${part}`), { fanIn: rows, fanOut: units }),
    );
  const bias = () => denseWeight([3 * units]);
  const [input, hidden, inputBias, hiddenBias] = [
    matrix("input", inputs),
    matrix("hidden", units),
    bias(),
    bias(),
  ];
  return {
    weights: {
      [`${name}/input`]: input,
      [`${name}/hidden`]: hidden,
      [`${name}/inputBias`]: inputBias,
      [`${name}/hiddenBias`]: hiddenBias,
    },
    apply(x, starts) {
      const projected = affine(x, input as tf.Tensor2D, inputBias as tf.Tensor1D, "linear");
      return recur({ projected, kernel: hidden as tf.Tensor2D, bias: hiddenBias as tf.Tensor1D }, starts);
    },
    dispose: () => tf.dispose([input, hidden, inputBias, hiddenBias]),
  };
}

export interface Recurrence {
  /** [tokens, 3 · units] */
  readonly projected: tf.Tensor2D;
  /** [units, 3 · units] */
  readonly kernel: tf.Tensor2D;
  /** [3 · units] */
  readonly bias: tf.Tensor1D;
}

/** The states of all times, [tokens, units]. Starts from zeros. */
export function recur(recurrence: Recurrence, starts: Int32Array): tf.Tensor2D {
  const units = recurrence.kernel.shape[0];
  return currentSimdBackend() && units % 4 === 0 ? fused(recurrence, starts) : composed(recurrence, starts);
}

function fused({ projected, kernel, bias }: Recurrence, starts: Int32Array): tf.Tensor2D {
  const attrs = { starts: starts as unknown as number[] };
  const operation = tf.customGrad((...args) => {
    const [x, hidden, shift, save] = args as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const inputs = { projected: x, kernel: hidden, bias: shift };
    const [states, gates] = tf.engine().runKernel("GruRecurrence", inputs, attrs) as unknown as [
      tf.Tensor,
      tf.Tensor,
    ];
    save([hidden, states, gates]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [savedKernel, savedStates, savedGates] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const read = { kernel: savedKernel, states: savedStates, gates: savedGates, dy };
      return tf.engine().runKernel("GruRecurrenceGradient", read, attrs) as unknown as tf.Tensor[];
    };
    return { value: states, gradFunc };
  });
  return operation(projected, kernel, bias) as tf.Tensor2D;
}

/** Of functions that every backend has. */
function composed({ projected, kernel, bias }: Recurrence, starts: Int32Array): tf.Tensor2D {
  const units = kernel.shape[0];
  const states: tf.Tensor2D[] = [];
  let state = tf.zeros([(starts[1] ?? 0) - (starts[0] ?? 0), units]) as tf.Tensor2D;
  for (let time = 0; time + 1 < starts.length; time++) {
    const start = starts[time] as number;
    const count = (starts[time + 1] as number) - start;
    const previous = tf.slice(state, [0, 0], [count, units]);
    const fromInput = tf.split(tf.slice(projected, [start, 0], [count, 3 * units]), 3, 1);
    const fromState = tf.split(affine(previous, kernel, bias, "linear"), 3, 1);
    const [xr, xz, xc] = fromInput as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const [hr, hz, hc] = fromState as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const reset = tf.sigmoid(tf.add(xr, hr));
    const update = tf.sigmoid(tf.add(xz, hz));
    const candidate = tf.tanh(tf.add(xc, tf.mul(reset, hc)));
    state = tf.add(candidate, tf.mul(update, tf.sub(previous, candidate))) as tf.Tensor2D;
    states.push(state);
  }
  return tf.concat(states) as tf.Tensor2D;
}
