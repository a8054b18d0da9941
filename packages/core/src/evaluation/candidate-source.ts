import type { Interactions } from "../data/interactions.js";
import type { Scorer } from "../models/model.js";
import type { CandidateSpec, ScoreTieRule } from "./protocol.js";
import type { RelevantItems } from "./relevant-items.js";

/** Says among which items each user's relevant ones must be found, and ranks them there. */
export interface CandidateSource {
  /** Whether a test item that the user also has in train stays a candidate. */
  readonly keepsLeakedItems: boolean;
  /** What the protocol records. */
  spec(test: Interactions): Promise<CandidateSpec>;
  /**
   * Batches of the ranks of each user's relevant items, in the order of `relevant.users`, ascending from 1.
   *
   * @throws InvalidScoreError for a NaN score, AbortedError
   */
  rank(scorer: Scorer, request: RankingRequest): AsyncIterable<readonly Int32Array[]>;
}

export interface RankingRequest {
  readonly train: Interactions;
  readonly relevant: RelevantItems;
  readonly ties: ScoreTieRule;
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal: AbortSignal | undefined;
}
