/** What `tastemaker evaluate` is told. */
export interface EvaluateOptions {
  readonly dataset: string;
  readonly version?: number;
  readonly alias: "production" | "canary";
  readonly k?: readonly number[];
  readonly json: boolean;
}
