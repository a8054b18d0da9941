import type { Evaluation } from "../evaluation/evaluation.js";
import type { HonestyReport } from "./report-schema.js";

interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

/** An odd number would put a bin across zero, where no user is. */
const numBins = 20;

/**
 * A histogram of users by how much the model differs from a baseline. Zero is an edge, and users without a difference
 * are counted apart: they are most users, and would hide the others.
 */
export function differencesOf(
  model: NamedEvaluation,
  baseline: NamedEvaluation,
  metric: string,
): HonestyReport["differences"] {
  const [ours, theirs] = [model.evaluation.perUser.get(metric), baseline.evaluation.perUser.get(metric)];
  if (!ours || !theirs) return null;
  const differences = ours.map((value, i) => value - (theirs[i] as number));
  const reach = differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 0) || 1;
  const counts = new Array<number>(numBins).fill(0);
  let equal = 0;
  for (const difference of differences) {
    if (difference === 0) {
      equal++;
      continue;
    }
    const bin = Math.min(numBins - 1, Math.floor(((difference + reach) / (2 * reach)) * numBins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const edges = Array.from({ length: numBins + 1 }, (_, i) => reach * ((2 * i) / numBins - 1));
  return { baseline: baseline.name, edges, counts, equal };
}
