/** The order in which people look at metrics. */
const order = ["rmse", "mae", "hitRate", "recall", "precision", "mrr", "map", "dcg", "ndcg", "auc"];

interface Metric {
  readonly name: string;
  /** Undefined where there is no cut-off: errors of ratings, AUC. */
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

/** A line for each metric and a column for each cut-off; those without a cut-off come below. */
export function metricsTable(metrics: Readonly<Record<string, number>>): string {
  const list = sorted(metrics);
  const row = (name: string, cells: readonly string[]) =>
    name.padEnd(10) + cells.map((cell) => cell.padStart(9)).join("");
  const whole = list
    .filter(({ k }) => k === undefined)
    .map(({ name, value }) => row(name, [value.toFixed(4)]));
  const cut = list.filter(({ k }) => k !== undefined);
  if (cut.length === 0) return whole.join("\n");
  const names = [...new Set(cut.map(({ name }) => name))];
  const cutoffs = [...new Set(cut.map(({ k }) => k))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const value = (name: string, k: number | undefined) =>
    cut.find((metric) => metric.name === name && metric.k === k)?.value.toFixed(4) ?? "";
  return [
    row(
      "",
      cutoffs.map((k) => `@${k}`),
    ),
    ...names.map((name) =>
      row(
        name,
        cutoffs.map((k) => value(name, k)),
      ),
    ),
    ...whole,
  ].join("\n");
}

/** The two that say most, on one line: `hitRate@10 0.1930, ndcg@10 0.0980`. */
export function metricsLine(metrics: Readonly<Record<string, number>>): string {
  const list = sorted(metrics);
  const smallest = Math.min(...list.map(({ k }) => k ?? Number.POSITIVE_INFINITY));
  const leading = ["rmse", "mae", `hitRate@${smallest}`, `ndcg@${smallest}`];
  return list
    .filter(({ name, k }) => leading.includes(k === undefined ? name : `${name}@${k}`))
    .map(({ name, k, value }) => `${k === undefined ? name : `${name}@${k}`} ${value.toFixed(4)}`)
    .join(", ");
}
