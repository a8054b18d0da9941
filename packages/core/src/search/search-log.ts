import { InvalidSearchLogError } from "../errors/errors.js";
import { canonicalJson } from "../evaluation/canonical-json.js";

/** One configuration, trained for one share of the whole and measured. */
export interface Trial {
  /** Of the configuration, from 0: the default. */
  readonly configuration: number;
  /** Of the epochs or training rows; 1 is a full training. */
  readonly share: number;
  /** Complete. Where epochs are found by early stopping, the most there may be. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly outcome: TrialOutcome;
  readonly seconds: number;
}

/** What a trial came to. */
export type TrialOutcome =
  | {
      readonly kind: "measured";
      /** Of the monitored metric, at the best epoch where training is stopped early. */
      readonly value: number;
      readonly metrics: Readonly<Record<string, number>>;
      /** Epochs behind the metrics. */
      readonly epochs: number;
    }
  /** Training diverged, say: this configuration is out, the search goes on. */
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** What a search is of. Trials of one search are of no use to another. */
export interface SearchIdentity {
  readonly model: string;
  readonly task: string;
  readonly seed: number;
  readonly monitor: string;
  readonly mode: "max" | "min";
  /** Fields that are not varied. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly space: unknown;
  /** Hash of the training interactions, and of their contexts where they have some. */
  readonly data: string;
  /** What else the values depend on, in the words of the caller. */
  readonly setting: string;
}

/** Everything a search has found out: plain JSON, which the caller stores and gives back to go on. */
export interface SearchLog {
  readonly version: 1;
  readonly search: SearchIdentity;
  readonly trials: readonly Trial[];
}

/**
 * @throws InvalidSearchLogError naming the first thing in which the log's search differs from this one
 */
export function assertLogOf(log: SearchLog, search: SearchIdentity): void {
  if (log.version !== 1) {
    throw new InvalidSearchLogError(
      `The log of the search has version ${String(log.version)}, and this library reads version 1: start without a log.`,
    );
  }
  const theirs: Readonly<Record<string, unknown>> = { ...log.search };
  for (const [field, ours] of Object.entries(search)) {
    if (textOf(theirs[field]) === textOf(ours)) continue;
    throw new InvalidSearchLogError(
      `The log belongs to another search: its ${field} is ${textOf(theirs[field])}, and this search's is ${textOf(ours)}. Search as it did, or start without a log.`,
    );
  }
}

/** A value of a log as errors say it, and by which two are compared: what is absent too. */
export function textOf(value: unknown): string {
  return value === undefined ? "not set" : canonicalJson(value);
}

/** The trial of a configuration at a share, where the log has it. */
export function findTrial(
  trials: readonly Trial[],
  wanted: Pick<Trial, "configuration" | "share">,
): Trial | undefined {
  return trials.find(
    ({ configuration, share }) => configuration === wanted.configuration && share === wanted.share,
  );
}
