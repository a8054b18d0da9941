/** How rows were divided into training and test; carries the rule that orders equal timestamps. */
export type SplitSpec =
  | { readonly kind: "given"; readonly description: string }
  | { readonly kind: "random"; readonly testFraction: number; readonly seed: number }
  | { readonly kind: "leave-last-out"; readonly ties: TimeTieRule }
  | { readonly kind: "n-held-out"; readonly perUser: number; readonly seed: number };

/** Which of several rows with a user's last timestamp counts as the last. */
export type TimeTieRule = "first-row" | "last-row" | "highest-item-index" | "lowest-item-index";

/** The items among which a relevant one must be found. */
export type CandidateSpec =
  /** Every item less the user's training items. */
  | { readonly kind: "full" }
  /** The user's test items and a fixed list, as papers publish them; `hash` identifies the list. */
  | { readonly kind: "fixed"; readonly hash: string }
  /** The user's test items and `count` others drawn uniformly. Can reverse the order of two systems: always labelled. */
  | { readonly kind: "sampled"; readonly count: number; readonly seed: number };

/** Where a relevant item stands among candidates of the same score. */
export type ScoreTieRule = "relevant-last" | "relevant-first" | "lowest-item-index";

/** All that decides what a number means. Results under different hashes are never compared. */
export interface Protocol {
  readonly task: "rating" | "ranking";
  readonly split: SplitSpec;
  /** Ranking only. */
  readonly candidates?: CandidateSpec;
  /** Ranking only. */
  readonly ties?: ScoreTieRule;
  /** Ranking only: the k of the metrics. */
  readonly cutoffs?: readonly number[];
}
