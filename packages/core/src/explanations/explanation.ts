/** A part of a score. Contributions add up to the score. */
export type ExplanationTerm =
  | HistoryTerm
  | NeighbourTerm
  | {
      /**
       * mean: of the training values. userBias, itemBias: how high the user rates and how high the item is rated,
       * whoever rates it. match: the user's vector times the item's, or whatever else the model makes of the two.
       * range: what brings a rating back between the lowest and the highest of the training values.
       */
      readonly kind: "mean" | "userBias" | "itemBias" | "match" | "range";
      readonly contribution: number;
    };

/** What one item of the history adds. */
export interface HistoryTerm {
  readonly kind: "item";
  readonly itemIndex: number;
  readonly contribution: number;
}

/** What one user who is like the explained one adds. */
export interface NeighbourTerm {
  readonly kind: "user";
  readonly userIndex: number;
  readonly contribution: number;
}

/** Why an item has its score. */
export interface Explanation {
  /** The sum of the contributions: the model's score, but for rounding. */
  readonly score: number;
  /** The largest first, of either sign. */
  readonly terms: readonly ExplanationTerm[];
}

/** How one item of a history weighs, from its values: 1 where it has none. */
export function valueAt(values: Float32Array | undefined, position: number): number {
  return values ? (values[position] as number) : 1;
}
