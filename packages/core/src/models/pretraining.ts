import type { OptimizerName } from "../embedding/optimizers.js";
import type { Network } from "./network.js";

/** How parameters follow their gradients. */
export interface UpdateRule {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
}

/** A network, and what trains before it does. */
export interface TrainableNetwork<Name extends string = string> extends Network<Name> {
  readonly pretraining?: Pretraining;
}

/**
 * Parts of a network that train before the whole does. They read tables of the network by their names, and its layers,
 * so that what they learn is in place when the whole starts.
 */
export interface Pretraining {
  /** How the whole trains afterwards; parts train as the config says. */
  readonly fineTuning: UpdateRule;
  /** Makes the parts. Called once a training, whose end disposes them. */
  start(): PretrainedParts;
}

export interface PretrainedPart {
  readonly network: Network;
  readonly epochs: number;
}

export interface PretrainedParts {
  /** Trained in this order. */
  readonly networks: readonly PretrainedPart[];
  /** Turns the trained parts into the start of the whole. */
  join(tables: TableWeights): void;
  /** Frees the layers that just the parts have. */
  dispose(): void;
}

/** Of a model's tables by name, each [numRows, embeddingDim], to be read and written in place. */
export type TableWeights = (name: string) => Float32Array;
