import { nodeChild } from "../children/node-child.js";
import type { NetworkWork } from "../children/train-network.js";
import type { Contender } from "../harness/benchmark.js";

/** The library's training steps of a network, in a process of their own. */
export function networkContender(name: string, work: NetworkWork): Contender {
  const unitsPerRun = work.steps * work.sizes.batchSize;
  return nodeChild(name, { script: "./train-network.ts", unitsPerRun, options: { ...work } });
}
