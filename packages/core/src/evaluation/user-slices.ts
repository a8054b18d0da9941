import type { Labelling } from "../data/labelling.js";
import { type BootstrapOptions, bootstrapTerms, type Interval } from "./bootstrap-interval.js";
import type { Evaluation } from "./evaluation.js";
import { metricTerms, selectTerms } from "./metric-terms.js";

/** What a system is worth to some of the users, or on some of the items. */
export interface Slice {
  readonly label: string;
  /** Users of the slice. */
  readonly numUsers: number;
  /** By metric. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/** What an evaluation is sliced by, on the side of the users. */
export interface UserSlicesOptions extends BootstrapOptions {
  /** The metrics; all that have values per user unless given. */
  readonly metrics?: readonly string[];
}

/**
 * An evaluation's metrics for the users of each label, with intervals. A label that no evaluated user has is left out;
 * a user with several labels counts in each.
 *
 * @param labelling of users
 * @throws InvalidConfigError for a metric without values per user or an option out of range
 */
export function userSlices(
  evaluation: Evaluation,
  labelling: Labelling,
  options: UserSlicesOptions,
): readonly Slice[] {
  const { metrics = [...evaluation.perUser.keys()] } = options;
  const columns = metrics.map((key) => metricTerms(evaluation, key));
  return positionsByLabel(evaluation.users, labelling).flatMap((positions, label) => {
    if (positions.length === 0) return [];
    const chosen = Int32Array.from(positions);
    const intervals = bootstrapTerms(
      columns.map((terms) => selectTerms(terms, chosen)),
      options,
    );
    return [
      {
        label: labelling.names[label] as string,
        numUsers: chosen.length,
        metrics: Object.fromEntries(metrics.map((key, i) => [key, intervals[i] as Interval])),
      },
    ];
  });
}

/** For each label, where among `users` those who have it stand. */
function positionsByLabel(users: Int32Array, { names, offsets, labels }: Labelling): number[][] {
  const positions = names.map((): number[] => []);
  for (const [position, user] of users.entries()) {
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++)
      positions[labels[i] as number]?.push(position);
  }
  return positions;
}
