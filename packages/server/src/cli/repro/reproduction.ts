import type { TrainingEvent } from "@tastemaker/core";

/** A file of published data, by the names that it goes by. */
export interface DataFile {
  /** Relative to the data directory; the first that is there is read. */
  readonly paths: readonly string[];
  /** Who gives it away, and where. */
  readonly from: string;
}

/** One number of a paper. */
export interface Target {
  /** A key of the measured metrics, such as `hitRate@10` or `rmse`. */
  readonly metric: string;
  /** Absent where no paper has the number: a comparison of our own. */
  readonly published?: number;
  /** Ours counts as reached from here: at least, or at most for errors and differences of errors. */
  readonly toReach?: number;
}

/** One line of a paper's table: a model, how it is trained here, and what it should come to. */
export interface Row {
  /** Unique in its table, such as `ease` or `neumf-8`. */
  readonly name: string;
  /** How tables call it. */
  readonly title: string;
  /** Registry name. */
  readonly model: string;
  /** Over the defaults of the task. Chosen on a validation part of the training data, never on the test. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Trained with the features of users and items that its table reads. */
  readonly withFeatures?: boolean;
  /** Each is a training; a model that draws nothing needs one. */
  readonly seeds: readonly [number, ...number[]];
  /** Takes at most 20 seconds on one thread: part of `--quick` and of the test suite. */
  readonly quick?: boolean;
  readonly targets: readonly Target[];
  /** Authors and venue of the published numbers. */
  readonly source: string;
  /** Why ours differs from the published number, and how the config was chosen: a sentence or a few. */
  readonly explanation?: string;
}

/** What one training came to on the test part. */
export interface Measurement {
  readonly metrics: Readonly<Record<string, number>>;
  /** Metrics that are means over users, [users] each: intervals are made of them. */
  readonly perUser?: ReadonlyMap<string, Float32Array>;
  readonly seconds: number;
}

export interface MeasureOptions {
  readonly seed: number;
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** Trains a row's model and measures it. */
export type Measure = (row: Row, options: MeasureOptions) => Promise<Measurement>;

/** A table of published results on one protocol. */
export interface Reproduction<Key extends string = string> {
  /** Unique, such as `ml-1m-ncf`. A row is named `ml-1m-ncf/ease`. */
  readonly name: string;
  readonly title: string;
  /** Split, candidates, ties and formulas, in words. */
  readonly protocol: string;
  readonly files: Readonly<Record<Key, DataFile>>;
  readonly rows: readonly Row[];
  /** Reads the files once for all rows. `paths` are absolute. */
  load(paths: Readonly<Record<Key, string>>, options: { signal: AbortSignal }): Promise<Measure>;
}

/** Types the paths that `load` gets by the files that stand above it. */
export function reproduction<Key extends string>(table: Reproduction<Key>): Reproduction {
  return table;
}
