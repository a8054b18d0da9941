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
   * Batches of the rankings of users, in the order of `relevant.users`.
   *
   * @throws InvalidScoreError for a NaN score, AbortedError
   */
  rank(scorer: Scorer, request: RankingRequest): AsyncIterable<readonly UserRanking[]>;
}

/** Where one user's relevant items stand. */
export interface UserRanking {
  /** [relevant items], ascending, 1 is the first place */
  readonly ranks: Int32Array;
  /** How many were ranked, the relevant ones with them. */
  readonly numCandidates: number;
}

export interface RankingRequest {
  readonly train: Interactions;
  readonly relevant: RelevantItems;
  readonly ties: ScoreTieRule;
  /** How many threads may work at once; all cores unless given. They do not change the result. */
  readonly threads?: number | undefined;
  readonly signal: AbortSignal | undefined;
}
