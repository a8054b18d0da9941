import type * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec } from "../embedding/embedding-table.js";
import type { Dropout } from "../layers/dropout.js";
import type { PackedSequences } from "./packed-sequences.js";

/** Sequences and whose they are. */
export interface OwnedSequences extends PackedSequences {
  /** [sequences]; the number of users stands for one the model does not know */
  readonly userIndex: Int32Array;
}

export interface SequenceTable {
  readonly spec: EmbeddingTableSpec;
  readonly numRows: number;
  /** The rows that `encode` reads of it, in the order it wants them; absent from a table that only scores items. */
  readonly rowsOf?: (sequences: OwnedSequences) => Int32Array;
}

export interface EncodeOptions {
  /** For each table with `rowsOf`, the rows it asked for: [rows, embeddingDim]. */
  readonly rows: Readonly<Record<string, tf.Tensor2D>>;
  readonly sequences: OwnedSequences;
  readonly dropout: Dropout;
}

/** Dense weights that a network owns. */
export interface WeightedPart {
  readonly weights: Readonly<Record<string, tf.Variable>>;
  dispose(): void;
}

/** What a model of sequences learns, and how a state comes from what came before: all that a new one has to say. */
export interface SequenceNetwork {
  readonly tables: Readonly<Record<string, SequenceTable>>;
  /** Which table holds the vectors that items are scored by, [numItems, dim]. */
  readonly scoredBy: string;
  /** Which table's vectors tell by their cosines how alike items are, [numItems, dim]. */
  readonly comparedBy: string;
  readonly layers: readonly WeightedPart[];
  /**
   * The state after each token: the score of an item is its product with the item's vector. Pure and differentiable;
   * disposes nothing. A state must not depend on later tokens of its sequence, nor on other sequences.
   *
   * @returns [tokens, dim]
   */
  encode(options: EncodeOptions): tf.Tensor2D;
}
