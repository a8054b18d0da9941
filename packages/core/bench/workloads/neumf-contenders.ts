import type { Contender } from "../harness/benchmark.js";
import { pythonPeer } from "../peers/python-peer.js";
import { pytorchPeers } from "../peers/pytorch-peers.js";
import { cores } from "./cores.js";
import { networkContender } from "./network-contender.js";
import { type NeumfSizes, stockEmbeddingLayers, stockWithRowsOutside } from "./stock-neumf.js";
import { withBackend } from "./with-backend.js";

/** The reference: stock TensorFlow.js at its best. */
export const stockOutside = "tfjs wasm, rows gathered outside the graph";

export function stockContender(sizes: NeumfSizes, steps: number): Contender {
  return {
    name: stockOutside,
    setup: () => withBackend({ backend: "wasm" }, () => stockWithRowsOutside(sizes, steps)),
  };
}

/**
 * Small batches: at 4,096 a step takes minutes and gigabytes, since the CPU backend's gradient of `gather` goes over
 * the batch once for each row of the table. Its samples a second are the same at any size.
 */
export function embeddingContender(sizes: NeumfSizes): Contender {
  return {
    name: "tfjs cpu, tf.layers.embedding, batch 32",
    // The WebAssembly backend has no gradient of `gather`.
    setup: () => withBackend({ backend: "cpu" }, () => stockEmbeddingLayers({ ...sizes, batchSize: 32 }, 1)),
  };
}

export function coreContender(
  name: string,
  sizes: NeumfSizes,
  how: { readonly backend: string; readonly threads: number; readonly steps: number },
): Contender {
  return networkContender(name, { network: "neumf", sizes, ...how });
}

/** PyTorch on one thread and on all: more are not always better. */
export function torchContenders(
  suffix: string,
  sizes: NeumfSizes,
  { isSparse, steps }: { readonly isSparse: boolean; readonly steps: number },
): readonly Contender[] {
  return pytorchPeers(suffix, {
    unitsPerRun: steps * sizes.batchSize,
    options: { ...sizes, work: "neumf", sparse: isSparse, steps },
  });
}

export function kerasContender(sizes: NeumfSizes, steps: number): Contender {
  return pythonPeer(`Keras on TensorFlow, ${cores} threads`, {
    script: "peer_keras.py",
    unitsPerRun: steps * sizes.batchSize,
    options: { ...sizes, threads: cores, steps },
  });
}
