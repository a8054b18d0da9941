/** What `tastemaker recommend` is told. */
export interface RecommendOptions {
  readonly dataset: string;
  readonly user: string;
  readonly k: number;
  readonly version?: number;
  readonly alias: "production" | "canary";
  readonly includeSeen: boolean;
  readonly json: boolean;
}
