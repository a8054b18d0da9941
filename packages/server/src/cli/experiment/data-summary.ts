import type { FeatureSummary } from "./feature-files.js";

/** What was read. */
export interface DataSummary {
  readonly numUsers: number;
  readonly numItems: number;
  readonly numTrain: number;
  readonly numTest: number;
  /** Lines of any file that could not be read. */
  readonly numRejected: number;
  /** The first of them: file, line and reason. */
  readonly firstRejected: string | null;
  /** What the files of features hold; null without them. */
  readonly features: FeatureSummary | null;
  /** Rows of a user and item that a file has twice, of which the last stays. */
  readonly numDuplicates: number;
}
