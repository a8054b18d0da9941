import { InvalidSearchLogError } from "../errors/errors.js";
import { metricRange } from "../metrics/metric-range.js";
import { type SearchLog, type Trial, type TrialOutcome, textOf } from "./search-log.js";
import { shortenedEpochs } from "./shortened-epochs.js";

/** Sums of single-precision values may pass a bound by as little. */
const tolerance = 1e-6;

/**
 * How many configurations the trials of a log are of. A search starts them in order, so those that are there are the
 * first ones: a log cannot ask for more draws than it has trials.
 *
 * @throws InvalidSearchLogError for a number that is none, or left out
 */
export function countConfigurations(trials: readonly Trial[]): number {
  const present = new Set(trials.map(({ configuration }) => configuration));
  const missing = firstMissing(present);
  const beyond = trials.findIndex(({ configuration }) => !(configuration >= 0 && configuration < missing));
  if (beyond >= 0) {
    const { configuration } = trials[beyond] as Trial;
    throw invalid(beyond, `is of configuration ${configuration}, and none is of configuration ${missing}`);
  }
  return present.size;
}

/**
 * Checks that a log holds what its search can have written: each trial once, with the config that is drawn for it and
 * an outcome that such a trial can have.
 *
 * @param configs what is drawn for each configuration of the log
 * @throws InvalidSearchLogError naming the first trial that is not so
 */
export function checkTrials({ trials, search }: SearchLog, configs: readonly Trial["config"][]): void {
  const places = new Map<string, number>();
  for (const [place, trial] of trials.entries()) {
    const { configuration, share, config, seconds, outcome } = trial;
    const key = `${configuration} ${share}`;
    const earlier = places.get(key);
    if (earlier !== undefined)
      throw invalid(place, `repeats trial ${earlier + 1}: configuration ${configuration} at share ${share}`);
    places.set(key, place);
    const drawn = configs[configuration];
    if (!drawn) throw invalid(place, `is of configuration ${configuration}, and there are ${configs.length}`);
    for (const field of new Set([...Object.keys(drawn), ...Object.keys(config)])) {
      const [theirs, ours] = [textOf(config[field]), textOf(drawn[field])];
      if (theirs !== ours) throw invalid(place, `has ${field} ${theirs} where ${ours} is drawn`);
    }
    if (!isShare(share)) throw invalid(place, `has the share ${share}, which no rung of a search has`);
    if (!(seconds >= 0 && Number.isFinite(seconds))) throw invalid(place, `took ${seconds} seconds`);
    const flaw = flawOf(outcome, { monitor: search.monitor, epochs: shortenedEpochs(config, share) });
    if (flaw) throw invalid(place, flaw);
  }
}

/** What an outcome cannot be. */
function flawOf(
  outcome: TrialOutcome,
  { monitor, epochs: most }: { readonly monitor: string; readonly epochs: number | undefined },
): string | undefined {
  if (outcome.kind === "failed") return undefined;
  const { value, metrics, epochs } = outcome;
  // Of the metric that decides: what else a caller measures is his own.
  const [least, greatest] = metricRange(monitor) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isWithin = value >= least - tolerance && value <= greatest + tolerance;
  if (!Number.isFinite(value) || !isWithin) return `has ${monitor} ${value}, which that metric cannot be`;
  if (metrics[monitor] !== value)
    return `has the value ${value}, and its metrics have ${monitor} ${metrics[monitor]}`;
  const isPossible = Number.isInteger(epochs) && epochs >= 1 && epochs <= (most ?? Number.POSITIVE_INFINITY);
  return isPossible ? undefined : `has ${epochs} epochs, and its config has ${most}`;
}

/** 1 over a whole number, as all shares of rungs are. */
function isShare(share: number): boolean {
  const parts = 1 / share;
  return parts >= 1 && Number.isFinite(parts) && Math.abs(parts - Math.round(parts)) < 1e-6 * parts;
}

function firstMissing(present: ReadonlySet<number>): number {
  let number = 0;
  while (present.has(number)) number++;
  return number;
}

function invalid(place: number, flaw: string): InvalidSearchLogError {
  return new InvalidSearchLogError(
    `Trial ${place + 1} of the search's log ${flaw}: the log was changed, or another version of the library wrote it. Start without a log.`,
  );
}
