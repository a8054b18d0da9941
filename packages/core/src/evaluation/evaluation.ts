import type { Protocol } from "./protocol.js";

/** What a model is worth under one protocol. */
export interface Evaluation {
  /** `rmse` and `mae`, or `auc` and, for each cut-off, `hitRate@10`, `recall@10`, … `ndcg@10`. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The same keys, [users] each: for intervals and paired tests. */
  readonly perUser: ReadonlyMap<string, Float32Array>;
  /** [users] the userIndex that each value is of, ascending */
  readonly users: Int32Array;
  /** [users] how much each user counts in a metric: 1 each for ranking, his test rows for ratings */
  readonly userWeights: Int32Array;
  /** What the metrics are means over: users for ranking, test rows for ratings. */
  readonly numEvaluated: number;
  readonly protocol: Protocol;
  /**
   * True where ranks are not among the whole catalogue: candidates were sampled here, or by who published the lists.
   * Not comparable with any other protocol.
   */
  readonly sampled: boolean;
}

/** `done` of `total` users or rows. */
export interface EvaluationProgress {
  readonly done: number;
  readonly total: number;
}
