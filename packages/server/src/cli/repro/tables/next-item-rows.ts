import type { Row } from "../reproduction.js";
import { type HitRateAndNdcg, hitRateAndNdcg } from "./hit-rate-and-ndcg.js";

export interface NextItemRowsOptions {
  /** Authors and venue of the published numbers. */
  readonly source: string;
  readonly popularity: { readonly published: HitRateAndNdcg; readonly explanation: string };
  readonly models: readonly NextItemModel[];
}

export interface NextItemModel {
  readonly model: "gru4rec" | "caser" | "sasrec";
  readonly config: Readonly<Record<string, unknown>>;
  readonly published: HitRateAndNdcg;
  readonly toReach: HitRateAndNdcg;
  readonly explanation?: string;
}

const titles = { gru4rec: "GRU4Rec", caser: "Caser", sasrec: "SASRec" } as const;

const tuned =
  "The epochs are the best of the curve of NDCG@10 on each user's item before the last, on which nothing is trained.";

/** The floor, and models of sequences. */
export function nextItemRows({ source, popularity, models }: NextItemRowsOptions): readonly Row[] {
  return [
    {
      name: "popularity",
      title: "Popularity",
      model: "popularity",
      config: {},
      seeds: [1],
      quick: true,
      targets: hitRateAndNdcg({ published: popularity.published }),
      source,
      explanation: popularity.explanation,
    },
    ...models.map(({ model, config, published, toReach, explanation }) => ({
      name: model,
      title: titles[model],
      model,
      config,
      seeds: [1] as const,
      targets: hitRateAndNdcg({ published, toReach }),
      source,
      explanation: explanation ? `${explanation} ${tuned}` : tuned,
    })),
  ];
}
