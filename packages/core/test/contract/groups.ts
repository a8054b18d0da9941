/** The models of the registry in groups of about equal test time: files of tests run side by side. */
export const contractGroups = {
  linear: [
    ...["random", "popularity", "item-knn", "user-knn", "ease", "pure-svd", "ials", "funk-svd"],
    ...["bpr-mf", "warp-mf", "logistic-mf", "item2vec", "lightgcn"],
  ],
  networks: ["biased-mf", "gmf", "mlp", "neumf"],
  fields: ["fm", "wide-and-deep", "deepfm", "dcn", "two-tower"],
  histories: ["mult-vae", "mult-dae", "gru4rec", "caser", "sasrec"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
