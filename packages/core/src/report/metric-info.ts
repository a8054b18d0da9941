/** What people need to read a metric. */
export interface MetricInfo {
  /** `NDCG@10` */
  readonly title: string;
  /** One sentence without a formula. */
  readonly meaning: string;
  /** Undefined where neither end is the good one. */
  readonly better?: "higher" | "lower";
}

const infos: Readonly<Record<string, MetricInfo>> = {
  rmse: {
    title: "RMSE",
    meaning: "How far predicted ratings are off, large errors counting more.",
    better: "lower",
  },
  mae: { title: "MAE", meaning: "How far predicted ratings are off on average.", better: "lower" },
  hitRate: {
    title: "Hit rate",
    meaning: "Share of users with a relevant item in their list.",
    better: "higher",
  },
  recall: {
    title: "Recall",
    meaning: "Share of a user's relevant items that are in his list.",
    better: "higher",
  },
  precision: { title: "Precision", meaning: "Share of a list that is relevant.", better: "higher" },
  mrr: { title: "MRR", meaning: "One over the place of the first relevant item.", better: "higher" },
  map: { title: "MAP", meaning: "Precision at each relevant item, averaged.", better: "higher" },
  dcg: {
    title: "DCG",
    meaning: "Relevant items, each worth less the lower it stands.",
    better: "higher",
  },
  ndcg: {
    title: "NDCG",
    meaning: "DCG as a share of what a perfect list would have.",
    better: "higher",
  },
  auc: {
    title: "AUC",
    meaning: "Share of pairs of a relevant and another candidate that are in the right order.",
    better: "higher",
  },
  coverage: { title: "Coverage", meaning: "Share of the catalogue that is recommended to somebody." },
  gini: {
    title: "Gini",
    meaning: "How unequally items share the places of all lists: 0 alike, towards 1 a few have all.",
  },
  novelty: { title: "Novelty", meaning: "How rare the recommended items are, in bits." },
  diversity: { title: "Diversity", meaning: "How unlike each other the items of a list are." },
  popularity: { title: "Popularity", meaning: "Training users of the recommended items, on average." },
  calibrationError: {
    title: "Calibration error",
    meaning: "How far lists are from the proportions of users' histories, 0 being the same.",
    better: "lower",
  },
};

/** @param key as results are keyed, such as `ndcg@10`; one that is unknown is its own title, and higher is better */
export function metricInfo(key: string): MetricInfo {
  const [name = key, k] = key.split("@");
  const info = infos[name] ?? { title: name, meaning: "", better: "higher" };
  return k === undefined ? info : { ...info, title: `${info.title}@${k}` };
}

/** True where `a` is the better value of the metric; false where they are equal or neither end is the good one. */
export function isBetter(key: string, a: number, b: number): boolean {
  const { better } = metricInfo(key);
  if (better === undefined) return false;
  return better === "higher" ? a > b : a < b;
}
