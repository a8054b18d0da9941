import { nodeChild } from "../children/node-child.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";
import { pythonPeer } from "../peers/python-peer.js";
import { cores, threadCounts } from "../workloads/cores.js";
import { cutoffs, type EvaluationWork, evaluationRunner } from "../workloads/evaluation.js";
import { ncfWorkload } from "../workloads/ncf.js";
import { writePairsFile } from "../workloads/pairs-file.js";

const dim = 64;
const plain = "plain twin, 1 thread";
const nameOf = (threads: number) => `core, ${threads} thread${threads > 1 ? "s" : ""}`;

/** The full ranking of all users, with all metrics at three cut-offs. */
export const evaluation: Benchmark = {
  name: "evaluation",
  title: `Full ranking, all metrics at ${cutoffs.join(", ")}, ${dim} dimensions`,
  unit: "users",
  references: [plain],
  figures: [{ what: "all users", of: [nameOf(cores)], kind: "seconds", toReach: 1.5, goal: 0.4 }],
  async prepare() {
    const { train, test, description } = await ncfWorkload();
    const { numUsers, numItems } = train;
    const files = { train: writePairsFile("ncf-train", train), test: writePairsFile("ncf-test", test) };
    const core = (name: string, work: EvaluationWork): Contender => ({
      name,
      setup: () => evaluationRunner(work),
    });
    return {
      workload: `${description} Random factors: the time does not depend on what they are worth.`,
      dispose() {
        for (const file of Object.values(files)) file.delete();
      },
      contenders: [
        nodeChild(plain, {
          script: "./evaluate.ts",
          unitsPerRun: numUsers,
          options: { model: "bpr-mf", dim, threads: 1 } satisfies EvaluationWork,
          isPlain: true,
        }),
        core("core, a scorer of one's own", { model: "bpr-mf", dim, threads: cores, isForeign: true }),
        ...threadCounts.map((threads) => core(nameOf(threads), { model: "bpr-mf", dim, threads })),
        pythonPeer(`implicit, ${cores} threads`, {
          script: "peer_implicit.py",
          unitsPerRun: numUsers,
          options: {
            work: "evaluation",
            train: files.train.path,
            test: files.test.path,
            numUsers,
            numItems,
            dim,
            threads: cores,
            cutoffs,
          },
        }),
      ],
      notes: [
        "implicit ranks the best k only, once for each cut-off, and gives four metrics; core ranks the relevant items among all and keeps every user's values.",
      ],
    };
  },
};
