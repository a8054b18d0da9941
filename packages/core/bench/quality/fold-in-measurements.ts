/** The protocol that a model is measured by, and what it is called in the table. */
export type ProtocolName = "ncf" | "next-item" | "ratings";

/** One row of the table. */
export interface FoldInMeasurement {
  readonly model: string;
  readonly protocol: ProtocolName;
  /** With `users` and `movies` of the data set. */
  readonly withFeatures?: boolean;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A step of 4,096 rows, and few epochs: a minute or less of one thread, short of the best that a network gets to. */
const quickly = { batchSize: 4096, learningRate: 0.002 };
const sequences = { batchSize: 2048, learningRate: 0.002, maxLength: 50, embeddingDim: 32 };

/**
 * What is measured of each model of the registry, by the name of its row. The defaults, but for networks, which would
 * take long.
 */
export const foldInMeasurements: ReadonlyMap<string, FoldInMeasurement> = new Map(
  (
    [
      { model: "random", protocol: "ncf", config: {} },
      { model: "popularity", protocol: "ncf", config: {} },
      { model: "item-knn", protocol: "ncf", config: {} },
      { model: "user-knn", protocol: "ncf", config: {} },
      { model: "ease", protocol: "ncf", config: {} },
      { model: "pure-svd", protocol: "ncf", config: {} },
      { model: "ials", protocol: "ncf", config: {} },
      { model: "bpr-mf", protocol: "ncf", config: {} },
      { model: "warp-mf", protocol: "ncf", config: {} },
      { model: "logistic-mf", protocol: "ncf", config: {} },
      { model: "gmf", protocol: "ncf", config: { ...quickly, epochs: 15, l2: 0 } },
      { model: "mlp", protocol: "ncf", config: { ...quickly, epochs: 6 } },
      { model: "neumf", protocol: "ncf", config: { ...quickly, epochs: 8 } },
      { model: "fm", protocol: "ncf", config: { ...quickly, embeddingDim: 16, epochs: 8 } },
      {
        model: "fm",
        protocol: "ncf",
        withFeatures: true,
        config: { ...quickly, embeddingDim: 16, epochs: 8 },
      },
      { model: "wide-and-deep", protocol: "ncf", config: { ...quickly, epochs: 2 } },
      { model: "deepfm", protocol: "ncf", config: { ...quickly, epochs: 2 } },
      { model: "dcn", protocol: "ncf", config: { ...quickly, epochs: 2 } },
      { model: "two-tower", protocol: "ncf", config: { batchSize: 512, epochs: 3 } },
      { model: "mult-vae", protocol: "ncf", config: { epochs: 12, annealingEpochs: 5 } },
      { model: "mult-dae", protocol: "ncf", config: {} },
      { model: "item2vec", protocol: "ncf", config: {} },
      { model: "lightgcn", protocol: "ncf", config: {} },
      { model: "gru4rec", protocol: "next-item", config: { ...sequences, hiddenUnits: 64, epochs: 3 } },
      { model: "caser", protocol: "next-item", config: { ...sequences, epochs: 2 } },
      { model: "sasrec", protocol: "next-item", config: { ...sequences, epochs: 4 } },
      { model: "funk-svd", protocol: "ratings", config: {} },
      { model: "biased-mf", protocol: "ratings", config: {} },
      { model: "biased-mf", protocol: "ratings", withFeatures: true, config: {} },
    ] satisfies FoldInMeasurement[]
  ).map((measurement: FoldInMeasurement) => [nameOf(measurement), measurement]),
);

function nameOf({ model, withFeatures = false }: FoldInMeasurement): string {
  return withFeatures ? `${model}+features` : model;
}
