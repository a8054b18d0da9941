import type { ReadyContender } from "../harness/benchmark.js";
import { randomPairs } from "./random-pairs.js";
import { stepRunner } from "./steps.js";
import type { NeumfSizes } from "./stock-neumf.js";

/** Training steps of the library's NeuMF on random pairs. */
export function neumfSteps(
  { numUsers, numItems, dim, mlpDim, hiddenUnits, batchSize }: NeumfSizes,
  { threads, steps }: { readonly threads: number; readonly steps: number },
): Promise<ReadyContender> {
  return stepRunner(randomPairs({ numUsers, numItems, length: 200_000 }), {
    model: "neumf",
    config: { embeddingDim: dim, mlpEmbeddingDim: mlpDim, hiddenUnits, learningRate: 0.001 },
    threads,
    batchSize,
    steps,
  });
}
