import { nodeChild } from "../children/node-child.js";
import type { Benchmark } from "../harness/benchmark.js";
import { bprFloor } from "../peers/c-floor.js";
import { libmfBpr } from "../peers/libmf.js";
import { pythonPeer } from "../peers/python-peer.js";
import { cores, threadCounts } from "../workloads/cores.js";
import { ncfWorkload } from "../workloads/ncf.js";
import { writePairsFile } from "../workloads/pairs-file.js";

const dim = 64;
const config = { embeddingDim: dim, numNegatives: 1 };
const plain = "plain twin, 1 thread";
const core = (threads: number) => `core, ${threads} thread${threads > 1 ? "s" : ""}`;
/** As many as the models take for this many pairs, and a plain shuffle. */
const floorBlocks = [22, 1];
const floor = (blocks: number) =>
  `C -O3 -march=native, 1 thread, ${blocks > 1 ? `${blocks} × ${blocks} blocks` : "a plain shuffle"}`;
const libmf = `libmf, ${cores} threads`;

/** An epoch of BPR: as many triples as there are pairs. */
export const bpr: Benchmark = {
  name: "bpr",
  title: `BPR, ${dim} dimensions, an epoch`,
  unit: "triples",
  references: [plain],
  figures: [
    {
      what: "a thread over the C loop, the faster one",
      of: [core(1)],
      against: floorBlocks.map(floor),
      kind: "ratio",
      toReach: 0.35,
      goal: 0.6,
    },
    {
      what: `${cores} threads over one`,
      of: [core(cores)],
      against: [core(1)],
      kind: "ratio",
      toReach: 1.8,
      goal: 1.95,
    },
    {
      what: "over libmf, all threads",
      of: [core(cores)],
      against: [libmf],
      kind: "ratio",
      toReach: 1.5,
      goal: 3,
    },
  ],
  async prepare() {
    const { train, description } = await ncfWorkload();
    const { numUsers, numItems, length } = train;
    const pairs = writePairsFile("ncf", train);
    const model = { model: "bpr-mf", config };
    const peer = { train: pairs.path, numUsers, numItems, dim, threads: cores };
    return {
      workload: description,
      dispose: () => pairs.delete(),
      contenders: [
        nodeChild(plain, {
          script: "./train-model.ts",
          unitsPerRun: length,
          options: { ...model, threads: 1, work: "epoch" },
          isPlain: true,
        }),
        ...threadCounts.map((threads) =>
          nodeChild(core(threads), {
            script: "./train-model.ts",
            unitsPerRun: length,
            options: { ...model, threads, work: "epoch" },
          }),
        ),
        ...floorBlocks.map((blocks) =>
          bprFloor(floor(blocks), { pairs: pairs.path, numPairs: length, numUsers, numItems, dim, blocks }),
        ),
        libmfBpr(libmf, train, { dim, threads: cores }),
        pythonPeer(`implicit, ${cores} threads`, {
          script: "peer_implicit.py",
          unitsPerRun: 3 * length,
          options: { ...peer, work: "bpr", epochs: 3 },
        }),
        pythonPeer(`LightFM, ${cores} threads`, {
          script: "peer_lightfm.py",
          unitsPerRun: length,
          options: { ...peer, work: "bpr", epochs: 1 },
        }),
      ],
      notes: [
        "A triple is a user, an item he has and one he has not; three rows are read and written. The peers' seconds are of their epochs alone, without preparing the matrix. Each draws its negatives its own way, and LightFM updates by Adagrad, which reads and writes as much state again.",
      ],
    };
  },
};
