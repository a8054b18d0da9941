import * as tf from "@tensorflow/tfjs";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";

export interface BackendChoice {
  readonly backend: string;
  /** How many threads its kernels may use, where it has threads. */
  readonly threads?: number | undefined;
}

/**
 * Sets a contender up on a TensorFlow.js backend, and makes that the current one before each of its runs.
 *
 * @throws NotInstalledError for a backend that does not run here
 */
export async function withBackend(
  { backend }: BackendChoice,
  setup: () => Promise<ReadyContender> | ReadyContender,
): Promise<ReadyContender> {
  try {
    await selectNodeBackend(backend);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotInstalledError(`the TensorFlow.js backend "${backend}"`, reason);
  }
  const ready = await setup();
  return {
    unitsPerRun: ready.unitsPerRun,
    async run() {
      await tf.setBackend(backend);
      return ready.run();
    },
    async dispose() {
      await tf.setBackend(backend);
      await ready.dispose?.();
    },
  };
}
