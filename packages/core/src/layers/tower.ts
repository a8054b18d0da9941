import type * as tf from "@tensorflow/tfjs";
import type { Random } from "../random/random.js";
import { dense } from "./dense.js";
import type { Layer } from "./layer.js";

/** The sizes and the start of a tower. */
export interface TowerOptions {
  readonly name: string;
  readonly inputs: number;
  /** Sizes of the hidden layers in order, each with a ReLU. */
  readonly hiddenUnits: readonly number[];
  /** Weight of the squared kernels in the training loss; 0 unless set. */
  readonly l2?: number;
  readonly random: Random;
}

/** A stack of dense ReLU layers: [batch, inputs] → [batch, last hidden size]. Weights `<name>/0/kernel` and so on. */
export function tower({
  name,
  inputs,
  hiddenUnits,
  l2 = 0,
  random,
}: TowerOptions): Layer & { readonly outputs: number } {
  let width = inputs;
  const layers = hiddenUnits.map((outputs, depth) => {
    const layer = dense({ name: `${name}/${depth}`, inputs: width, outputs, activation: "relu", l2, random });
    width = outputs;
    return layer;
  });
  return {
    outputs: width,
    weights: Object.assign({}, ...layers.map((layer) => layer.weights)) as Record<string, tf.Variable>,
    l2: Object.assign({}, ...layers.map((layer) => layer.l2)) as Record<string, number>,
    apply: (x) => layers.reduce((hidden, layer) => layer.apply(hidden), x),
    dispose: () => {
      for (const layer of layers) layer.dispose();
    },
  };
}
