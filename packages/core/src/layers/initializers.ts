import type { Random } from "../random/random.js";

/** Fills an array with starting weights. `fanIn` and `fanOut` are the sizes of the two sides it connects. */
export type Initializer = (
  weights: Float32Array,
  random: Random,
  fan: { fanIn: number; fanOut: number },
) => void;

/** N(0, standardDeviation²). */
export function normal(standardDeviation: number): Initializer {
  return (weights, random) => {
    for (let i = 0; i < weights.length; i++) weights[i] = standardDeviation * random.normal();
  };
}

/** U(−√(6 / (fanIn + fanOut)), +√(6 / (fanIn + fanOut))). Glorot & Bengio, AISTATS 2010, formula 16. */
export const glorotUniform: Initializer = (weights, random, { fanIn, fanOut }) => {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  for (let i = 0; i < weights.length; i++) weights[i] = limit * (2 * random.uniform() - 1);
};

/** N(0, 2 / fanIn), for layers with a ReLU. He et al., ICCV 2015, formula 10. */
export const heNormal: Initializer = (weights, random, { fanIn }) => {
  const standardDeviation = Math.sqrt(2 / fanIn);
  for (let i = 0; i < weights.length; i++) weights[i] = standardDeviation * random.normal();
};

/** Every weight 0. */
export const zeros: Initializer = (weights) => {
  weights.fill(0);
};

export const ones: Initializer = (weights) => {
  weights.fill(1);
};
