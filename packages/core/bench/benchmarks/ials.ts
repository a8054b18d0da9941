import { nodeChild } from "../children/node-child.js";
import type { Benchmark } from "../harness/benchmark.js";
import { pythonPeer } from "../peers/python-peer.js";
import { cores, threadCounts } from "../workloads/cores.js";
import { ncfWorkload } from "../workloads/ncf.js";
import { writePairsFile } from "../workloads/pairs-file.js";
import { fitContender } from "../workloads/training.js";

const dim = 64;
const sweeps = 12;
const plain = "plain twin, 1 thread";
const core = (threads: number) => `core, ${threads} thread${threads > 1 ? "s" : ""}`;

/** iALS from pairs in memory: a sweep solves for all users, then all items. */
export const ials: Benchmark = {
  name: "ials",
  title: `iALS, ${dim} dimensions, ${sweeps} sweeps`,
  references: [plain, core(1)],
  rounds: 3,
  figures: [{ what: `fit, ${cores} threads`, of: [core(cores)], kind: "seconds", toReach: 6, goal: 2 }],
  async prepare({ quick }) {
    const { train, description } = await ncfWorkload();
    const { numUsers, numItems } = train;
    const pairs = writePairsFile("ncf-ials", train);
    const model = { model: "ials", config: { embeddingDim: dim, epochs: sweeps } };
    const twin = nodeChild(plain, {
      script: "./train-model.ts",
      unitsPerRun: 1,
      options: { ...model, threads: 1, work: "fit" },
      isPlain: true,
    });
    const implicit = (work: string) => ({
      script: "peer_implicit.py",
      unitsPerRun: 1,
      options: { train: pairs.path, numUsers, numItems, dim, threads: cores, epochs: sweeps, work },
    });
    return {
      workload: description,
      dispose: () => pairs.delete(),
      contenders: [
        ...(quick ? [] : [twin]),
        ...threadCounts.map((threads) => fitContender(core(threads), train, { ...model, threads })),
        pythonPeer(`implicit, Cholesky, ${cores} threads`, implicit("als-cholesky")),
        pythonPeer(`implicit, conjugate gradient, ${cores} threads`, implicit("als")),
      ],
      notes: [
        "Cholesky solves each user's equations exactly; conjugate gradient, implicit's default, takes three steps towards it.",
      ],
    };
  },
};
