import { metricKeys, metricName } from "./metric-name";

export interface MetricGrid {
  /** Metrics of no list, such as RMSE. */
  readonly plain: readonly { readonly title: string; readonly value: number }[];
  /** Measures of lists: the columns. */
  readonly measures: readonly string[];
  /** One row a list length, ascending; null where a measure was not taken at it. */
  readonly rows: readonly { readonly k: number; readonly values: readonly (number | null)[] }[];
}

/** One model's metrics as a table of list lengths by measures. */
export function metricGrid(metrics: Readonly<Record<string, number>>): MetricGrid {
  const names = metricKeys([metrics]).map(metricName);
  const listed = names.flatMap(({ measure, title, k }) => (k === null ? [] : [{ measure, title, k }]));
  const measures = [...new Map(listed.map(({ measure, title }) => [measure, title]))];
  const lengths = [...new Set(listed.map(({ k }) => k))].sort((a, b) => a - b);
  return {
    plain: names
      .filter(({ k }) => k === null)
      .map(({ key, title }) => ({ title, value: metrics[key] ?? Number.NaN })),
    measures: measures.map(([, title]) => title),
    rows: lengths.map((k) => ({
      k,
      values: measures.map(([measure]) => metrics[`${measure}@${k}`] ?? null),
    })),
  };
}
