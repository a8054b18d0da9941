import { metricKeys, metricName } from "./metric-name";

export interface MetricGrid {
  /** Metrics of no list, such as RMSE. */
  readonly plain: readonly { readonly title: string; readonly value: number }[];
  /** List lengths, ascending: the columns. */
  readonly lengths: readonly number[];
  /** One row a measure; null where it was not taken at that length. */
  readonly rows: readonly { readonly title: string; readonly values: readonly (number | null)[] }[];
}

/** One model's metrics as a table of measures by list lengths. */
export function metricGrid(metrics: Readonly<Record<string, number>>): MetricGrid {
  const names = metricKeys([metrics]).map(metricName);
  const listed = names.filter(({ k }) => k !== null);
  const lengths = [...new Set(listed.map(({ k }) => k))]
    .filter((k): k is number => k !== null)
    .sort((a, b) => a - b);
  const measures = [...new Map(listed.map(({ measure, title }) => [measure, title]))];
  return {
    plain: names
      .filter(({ k }) => k === null)
      .map(({ key, title }) => ({ title, value: metrics[key] ?? Number.NaN })),
    lengths,
    rows: measures.map(([measure, title]) => ({
      title,
      values: lengths.map((k) => metrics[`${measure}@${k}`] ?? null),
    })),
  };
}
