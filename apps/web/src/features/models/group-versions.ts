import { bestValue, isLowerBetter, metricKeys, metricName } from "@/features/metrics/metric-name";
import type { ModelVersion } from "./alias-badges";

/** Versions that were measured the same way, and may be compared. */
export interface VersionGroup {
  readonly key: string;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly task: ModelVersion["task"];
  readonly protocolHash: string;
  readonly versions: readonly ModelVersion[];
  /** The metrics of any of them at one list length, and those of no list: the table's columns. */
  readonly metrics: readonly string[];
  /** The best value of each metric, where there is something to be better than. */
  readonly best: ReadonlyMap<string, number>;
}

export interface GroupOptions {
  /** The list length to show metrics at; where a group has none of it, its shortest. */
  readonly k: number | null;
  /** Only this data set; all of them for null. */
  readonly datasetId: string | null;
  /** The metric to order by, best first; by age, newest first, for null. */
  readonly sort: string | null;
}

/** Divides versions by data set and protocol, since metrics of different protocols must not stand in one column. */
export function groupVersions(
  versions: readonly ModelVersion[],
  { datasetId, sort, k }: GroupOptions,
): readonly VersionGroup[] {
  const groups = new Map<string, ModelVersion[]>();
  for (const version of versions) {
    if (datasetId !== null && version.datasetId !== datasetId) continue;
    const key = `${version.datasetId} ${version.task} ${version.protocolHash}`;
    groups.set(key, [...(groups.get(key) ?? []), version]);
  }
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    if (!first) return [];
    const metrics = metricsAt(metricKeys(members.map((version) => version.metrics)), k);
    const { datasetId: id, datasetName, task, protocolHash } = first;
    return {
      key,
      datasetId: id,
      datasetName,
      task,
      protocolHash,
      versions: sort !== null && metrics.includes(sort) ? sortByMetric(members, sort) : members,
      metrics,
      best: bestOf(members, metrics),
    };
  });
}

/** The list lengths that any version was measured at, ascending. */
export function listLengths(versions: readonly ModelVersion[]): readonly number[] {
  return lengthsOf(metricKeys(versions.map(({ metrics }) => metrics)));
}

const lengthsOf = (keys: readonly string[]): readonly number[] =>
  [...new Set(keys.map((key) => metricName(key).k))]
    .filter((length): length is number => length !== null)
    .sort((a, b) => a - b);

function metricsAt(keys: readonly string[], k: number | null): readonly string[] {
  const lengths = lengthsOf(keys);
  const shown = lengths.find((length) => length === k) ?? lengths[0];
  return keys.filter((key) => {
    const length = metricName(key).k;
    return length === null || length === shown;
  });
}

function bestOf(versions: readonly ModelVersion[], metrics: readonly string[]): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const key of metrics) {
    const values = versions.flatMap(({ metrics: { [key]: value } }) => (value === undefined ? [] : [value]));
    const value = bestValue(key, values);
    if (values.length > 1 && value !== undefined) best.set(key, value);
  }
  return best;
}

/** Best first; those without the metric last. */
function sortByMetric(versions: readonly ModelVersion[], key: string): readonly ModelVersion[] {
  const sign = isLowerBetter(key) ? 1 : -1;
  const rank = ({ metrics: { [key]: value } }: ModelVersion) =>
    value === undefined || !Number.isFinite(value) ? Number.POSITIVE_INFINITY : sign * value;
  return versions.toSorted((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x === y ? 0 : x - y;
  });
}
