import type { SamplerName } from "../sampling/sampler.js";
import { approxNdcg } from "./approx-ndcg.js";
import { binaryCrossEntropy } from "./binary-cross-entropy.js";
import { bpr } from "./bpr.js";
import { bprMax } from "./bpr-max.js";
import { confidenceWeightedLogistic } from "./confidence-weighted-logistic.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { lambdaRank } from "./lambda-rank.js";
import { listNet } from "./list-net.js";
import type { Loss } from "./loss.js";
import { meanAbsoluteError } from "./mean-absolute-error.js";
import { mse } from "./mse.js";
import { sampledSoftmax } from "./sampled-softmax.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { top1 } from "./top1.js";
import { top1Max } from "./top1-max.js";
import { warp } from "./warp.js";

/** Every loss a config can name, with the options it has unless told otherwise. */
export const losses = {
  mse,
  mae: meanAbsoluteError,
  huber: huber(),
  bce: binaryCrossEntropy,
  "confidence-weighted-logistic": confidenceWeightedLogistic(),
  bpr,
  hinge: hinge(),
  top1,
  "top1-max": top1Max,
  "bpr-max": bprMax(),
  warp: warp(),
  softmax: softmaxCrossEntropy(),
  "sampled-softmax": sampledSoftmax(),
  "list-net": listNet(),
  "approx-ndcg": approxNdcg(),
  "lambda-rank": lambdaRank(),
} as const satisfies Readonly<Record<string, Loss>>;

/** The name of a loss. */
export type LossName = keyof typeof losses;
/** Every loss that a config can name. */
export const lossNames = Object.keys(losses) as [LossName, ...LossName[]];

/** The samplers that a loss can take, by its name. */
export type SamplersOf<Name extends LossName> =
  (typeof losses)[Name] extends Loss<infer Samplers> ? Samplers : never;

/** What a config says of the options of losses. */
export interface LossConfig {
  readonly loss: LossName;
  readonly huberDelta: number;
  readonly confidenceAlpha: number;
  readonly margin: number;
  readonly scoreL2: number;
  readonly temperature: number;
  readonly positivesPerList: number;
  readonly rankTemperature: number;
  readonly sigma: number;
}

const configured: { readonly [Name in LossName]?: (config: LossConfig) => Loss<SamplersOf<Name>> } = {
  huber: ({ huberDelta }) => huber({ delta: huberDelta }),
  "confidence-weighted-logistic": ({ confidenceAlpha }) =>
    confidenceWeightedLogistic({ alpha: confidenceAlpha }),
  hinge: ({ margin }) => hinge({ margin }),
  warp: ({ margin }) => warp({ margin }),
  "bpr-max": ({ scoreL2 }) => bprMax({ scoreL2 }),
  softmax: ({ temperature }) => softmaxCrossEntropy({ temperature }),
  "sampled-softmax": ({ temperature }) => sampledSoftmax({ temperature }),
  "list-net": ({ positivesPerList }) => listNet({ positivesPerList }),
  "approx-ndcg": ({ positivesPerList, rankTemperature: temperature }) =>
    approxNdcg({ positivesPerList, temperature }),
  "lambda-rank": ({ positivesPerList, sigma }) => lambdaRank({ positivesPerList, sigma }),
};

/** The loss that a config names, with the options it gives. */
export function lossOf(config: LossConfig): Loss<SamplerName> {
  return configured[config.loss]?.(config) ?? losses[config.loss];
}
