/** What `tastemaker train` is told. */
export interface TrainOptions {
  readonly dataset: string;
  readonly model: string;
  readonly task: "rating" | "ranking";
  readonly config?: Readonly<Record<string, unknown>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly split: "leave-last-out" | "random" | "n-held-out";
  readonly testFraction?: number;
  readonly perUser?: number;
  readonly k: readonly number[];
  readonly seed: number;
  readonly promote?: "production" | "canary";
  /** False for --no-worker. */
  readonly worker: boolean;
  readonly json: boolean;
}
