import { nodeChild } from "../children/node-child.js";
import type { Benchmark } from "../harness/benchmark.js";
import { cores, threadCounts } from "../workloads/cores.js";
import { ncfWorkload } from "../workloads/ncf.js";
import { fitContender } from "../workloads/training.js";

const plain = "plain twin, 1 thread";
const core = (threads: number) => `core, ${threads} thread${threads > 1 ? "s" : ""}`;

/** EASE^R from pairs in memory: the Gram matrix, its inverse, the weights. */
export const ease: Benchmark = {
  name: "ease",
  title: "EASE, a fit",
  references: [plain, core(1)],
  rounds: 3,
  figures: [{ what: `fit, ${cores} threads`, of: [core(cores)], kind: "seconds", toReach: 3, goal: 1 }],
  async prepare({ quick }) {
    const { train, description } = await ncfWorkload();
    const model = { model: "ease", config: {} };
    const twin = nodeChild(plain, {
      script: "./train-model.ts",
      unitsPerRun: 1,
      options: { ...model, threads: 1, work: "fit" },
      isPlain: true,
    });
    return {
      workload: description,
      contenders: [
        ...(quick ? [] : [twin]),
        ...threadCounts.map((threads) => fitContender(core(threads), train, { ...model, threads })),
      ],
    };
  },
};
