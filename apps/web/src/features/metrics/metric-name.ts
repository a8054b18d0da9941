/** A metric's name in its parts: "ndcg@10" is NDCG over lists of 10. */
export interface MetricName {
  readonly key: string;
  /** Without the list length: "ndcg". */
  readonly measure: string;
  /** The length of the lists it was taken over; null for a metric of no list. */
  readonly k: number | null;
  /** For people: "NDCG". */
  readonly title: string;
}

const titles: Readonly<Record<string, string>> = {
  hitRate: "Hit rate",
  ndcg: "NDCG",
  mrr: "MRR",
  map: "MAP",
  dcg: "DCG",
  auc: "AUC",
  rmse: "RMSE",
  mae: "MAE",
};

/** The order in which measures are shown; others come after them. A record from the database has no order of its own. */
const displayOrder = ["rmse", "mae", "hitRate", "ndcg", "recall", "precision", "mrr", "map", "dcg", "auc"];

const lowerIsBetter = new Set(["rmse", "mae"]);

export function metricName(key: string): MetricName {
  const [, measure = key, k] = key.match(/^(.+)@(\d+)$/) ?? [];
  return {
    key,
    measure,
    k: k === undefined ? null : Number(k),
    title: titles[measure] ?? measure.charAt(0).toUpperCase() + measure.slice(1),
  };
}

/** "NDCG@10" */
export function metricTitle(key: string): string {
  const { title, k } = metricName(key);
  return k === null ? title : `${title}@${k}`;
}

export const isLowerBetter = (key: string): boolean => lowerIsBetter.has(metricName(key).measure);

/** The best of several values of one metric; undefined where there is none. */
export function bestValue(key: string, values: readonly number[]): number | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  return isLowerBetter(key) ? Math.min(...finite) : Math.max(...finite);
}

/** The metrics there are, each once: measures in the order they are shown in, list lengths ascending within each. */
export function metricKeys(records: readonly Readonly<Record<string, number>>[]): readonly string[] {
  const rank = ({ measure }: MetricName) => {
    const place = displayOrder.indexOf(measure);
    return place < 0 ? displayOrder.length : place;
  };
  return [...new Set(records.flatMap(Object.keys))]
    .map(metricName)
    .sort((a, b) => rank(a) - rank(b) || compareText(a.measure, b.measure) || (a.k ?? 0) - (b.k ?? 0))
    .map(({ key }) => key);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The metric to look at first: NDCG, else RMSE, else whatever comes first. */
export function leadingMetric(keys: readonly string[]): string | undefined {
  const find = (measure: string) => keys.find((key) => metricName(key).measure === measure);
  return find("ndcg") ?? find("rmse") ?? keys[0];
}
