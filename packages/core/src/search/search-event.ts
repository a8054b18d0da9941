import type { TrainingEvent } from "../training/events.js";
import type { SearchLog, Trial } from "./search-log.js";

/** What `searchConfigs` tells while it runs: search-start, then per trial trial-start, training …, trial-end, and search-end. */
export type SearchEvent =
  | {
      readonly type: "search-start";
      readonly model: string;
      readonly configurations: number;
      /** Of all rungs. */
      readonly trials: number;
      /** Trials that the log held already: they are not told of again. */
      readonly resumed: number;
    }
  | ({ readonly type: "trial-start" } & Pick<Trial, "configuration" | "share" | "config">)
  /** What the trial's training tells. */
  | { readonly type: "training"; readonly configuration: number; readonly event: TrainingEvent }
  | {
      readonly type: "trial-end";
      readonly trial: Trial;
      /** True where no trial of this share has been better. */
      readonly best: boolean;
      /** With this trial: store it, and a search that is cut off goes on from here. */
      readonly log: SearchLog;
    }
  | { readonly type: "search-end"; readonly best: Trial };
