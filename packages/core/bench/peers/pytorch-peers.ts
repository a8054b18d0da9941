import type { Contender } from "../harness/benchmark.js";
import { threadCounts } from "../workloads/cores.js";
import { type PythonPeerOptions, pythonPeer } from "./python-peer.js";

/** The same work by PyTorch on one thread and on all: its best may be either. */
export function pytorchPeers(
  suffix: string,
  { unitsPerRun, options }: Omit<PythonPeerOptions, "script">,
): readonly Contender[] {
  return threadCounts.map((threads) =>
    pythonPeer(`PyTorch, ${threads} thread${threads > 1 ? "s" : ""}${suffix}`, {
      script: "peer_pytorch.py",
      unitsPerRun,
      options: { ...options, threads },
    }),
  );
}
