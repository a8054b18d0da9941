import { bpr } from "./benchmarks/bpr.js";
import { browser } from "./benchmarks/browser.js";
import { csv } from "./benchmarks/csv.js";
import { ease } from "./benchmarks/ease.js";
import { evaluation } from "./benchmarks/evaluation.js";
import { ials } from "./benchmarks/ials.js";
import { multVae } from "./benchmarks/mult-vae.js";
import { neumf } from "./benchmarks/neumf.js";
import { neumfSmall } from "./benchmarks/neumf-small.js";
import { sasrec } from "./benchmarks/sasrec.js";
import { sparseSteps } from "./benchmarks/sparse-step.js";
import { timeToNdcg } from "./benchmarks/time-to-ndcg.js";
import { topK } from "./benchmarks/top-k.js";
import type { Benchmark } from "./harness/benchmark.js";

/** Every benchmark, in the order they run. */
export const benchmarks: readonly Benchmark[] = [
  bpr,
  ease,
  ials,
  timeToNdcg,
  evaluation,
  topK,
  neumf,
  neumfSmall,
  sasrec,
  multVae,
  ...sparseSteps,
  csv,
  browser,
];
