import { normal } from "../layers/initializers.js";
import { positionsFromEnd } from "./packed-sequences.js";
import type { SequenceTable } from "./sequence-network.js";

export interface PositionTableOptions {
  readonly maxLength: number;
  readonly embeddingDim: number;
  readonly deviation: number;
}

/** A learned vector for each place in a window of `maxLength`, counted so that the last token is always at its end. */
export function positionTable({ maxLength, embeddingDim, deviation }: PositionTableOptions): SequenceTable {
  return {
    numRows: maxLength,
    spec: { side: "item", embeddingDim, initializer: normal(deviation), l2: 0 },
    rowsOf: (sequences) => positionsFromEnd(sequences, maxLength),
  };
}
