import type { Interactions } from "../data/interactions.js";

/** The two parts of a split. */
export interface SplitParts {
  readonly train: Interactions;
  readonly test: Interactions;
}
