import type { TimeTieRule } from "@tastemaker/core";
import type { ValidationKind } from "./validation-kinds.js";

/** What `tastemaker experiment` is told. */
export interface ExperimentOptions {
  readonly train: string;
  readonly test: string;
  readonly negatives?: string;
  readonly userFeatures?: string;
  readonly itemFeatures?: string;
  readonly featureSchema?: string;
  readonly format?: string;
  readonly model: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly task: "rating" | "ranking";
  readonly k: readonly number[];
  readonly seed: number;
  readonly backend: string;
  readonly threads?: number;
  /** Configurations to try. */
  readonly search?: number;
  /** Random unless given. */
  readonly searchStrategy?: "random" | "successive-halving";
  readonly searchLog?: string;
  readonly validation?: ValidationKind;
  /** `last-row` unless given. */
  readonly validationTies?: TimeTieRule;
  /** Files to write the honesty report to. */
  readonly report: readonly string[];
  readonly baselines?: readonly string[];
  readonly json: boolean;
}
