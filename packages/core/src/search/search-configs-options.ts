import type { Interactions } from "../data/interactions.js";
import type { ContextRecords } from "../features/features.js";
import type { Model, Task } from "../models/model.js";
import type { Validation } from "../training/fit.js";
import type { SearchEvent } from "./search-event.js";
import type { SearchLog } from "./search-log.js";
import type { SearchSpace } from "./search-space.js";
import type { SearchStrategy } from "./search-strategy.js";

/** What a search varies, measures and may spend. */
export interface SearchConfigsOptions {
  readonly task: Task;
  /** What every configuration is trained on: the validation part taken out. */
  readonly train: Interactions;
  /** The context of each row of `train` by its position, for a model with features of context. */
  readonly context?: ContextRecords | undefined;
  /** Measures a configuration; the monitored metric decides. Of equals the one drawn earlier is better. */
  readonly validation: Pick<Validation, "evaluate" | "monitor" | "mode">;
  /**
   * How many configurations are tried, the default first: the same number for every model of a comparison. A space with
   * fewer distinct ones is tried in full.
   */
  readonly budget: number;
  /** Random unless set. */
  readonly strategy?: SearchStrategy;
  readonly seed: number;
  /** Fields to set for all configurations: they are not varied. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Used instead of the model's own. */
  readonly space?: SearchSpace;
  /**
   * What else a trial's value depends on and the search cannot see, such as the validation part and the features: a log
   * of another setting is refused. Empty unless given.
   */
  readonly setting?: string;
  /**
   * Of a search that was cut off, or of another budget: its trials are not run again. What this search cannot have
   * written is refused.
   */
  readonly log?: SearchLog | undefined;
  /** Makes a configuration's model, where that takes more than its config: features, say. */
  readonly create?: (config: Readonly<Record<string, unknown>>) => Model;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal;
  /** Told of everything as it happens. The search waits for a promise it returns. */
  readonly onEvent?: (event: SearchEvent) => void | Promise<void>;
}
