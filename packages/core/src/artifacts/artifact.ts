import type { Vocabulary } from "../data/vocabulary.js";
import type { Protocol } from "../evaluation/protocol.js";
import type { Dimensions, ModelState, Task } from "../models/model.js";

/** The immutable output of a run: hyper-parameters, weights and vocabularies. */
export interface Artifact {
  readonly manifest: Manifest;
  readonly weights: ModelState;
  readonly users: Vocabulary;
  readonly items: Vocabulary;
}

/** `manifest.json`. */
export interface Manifest {
  readonly formatVersion: 1;
  readonly libraryVersion: string;
  readonly model: string;
  readonly task: Task;
  readonly config: unknown;
  readonly dimensions: Dimensions;
  readonly seed: number;
  /** SHA-256 of the training rows, hex. */
  readonly dataHash: string;
  readonly protocol?: Protocol;
  readonly metrics?: Readonly<Record<string, number>>;
}
