/** The order in which people look at metrics. */
const order = ["rmse", "mae", "hitRate", "recall", "precision", "mrr", "ndcg"];

interface Metric {
  readonly name: string;
  /** Undefined for errors of ratings. */
  readonly k: number | undefined;
  readonly value: number;
}

function sorted(metrics: Readonly<Record<string, number>>): Metric[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(metrics)
    .map(([key, value]) => {
      const [name = key, k] = key.split("@");
      return { name, k: k === undefined ? undefined : Number(k), value };
    })
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.k ?? 0) - (b.k ?? 0));
}

/** A line for each metric and, for those of rankings, a column for each cut-off. */
export function metricsTable(metrics: Readonly<Record<string, number>>): string {
  const list = sorted(metrics);
  const names = [...new Set(list.map(({ name }) => name))];
  const cutoffs = [...new Set(list.map(({ k }) => k))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const row = (name: string, cells: readonly string[]) =>
    name.padEnd(10) + cells.map((cell) => cell.padStart(9)).join("");
  const value = (name: string, k: number | undefined) =>
    list.find((metric) => metric.name === name && metric.k === k)?.value.toFixed(4) ?? "";
  const rows = names.map((name) =>
    row(
      name,
      cutoffs.map((k) => value(name, k)),
    ),
  );
  if (cutoffs.every((k) => k === undefined)) return rows.join("\n");
  return [
    row(
      "",
      cutoffs.map((k) => (k === undefined ? "" : `@${k}`)),
    ),
    ...rows,
  ].join("\n");
}

/** The two that say most, on one line: `hitRate@10 0.1930, ndcg@10 0.0980`. */
export function metricsLine(metrics: Readonly<Record<string, number>>): string {
  const list = sorted(metrics);
  const smallest = Math.min(...list.map(({ k }) => k ?? Number.POSITIVE_INFINITY));
  return list
    .filter(({ name, k }) => k === undefined || (k === smallest && (name === "hitRate" || name === "ndcg")))
    .map(({ name, k, value }) => `${k === undefined ? name : `${name}@${k}`} ${value.toFixed(4)}`)
    .join(", ");
}
