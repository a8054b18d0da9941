import * as tf from "@tensorflow/tfjs";
import { SimdBackend } from "../../src/backend/simd/simd-backend.js";
import { loadKernels } from "../../src/kernels/load-kernels.js";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";

export interface BackendChoice {
  readonly backend: string;
  /** How many threads `simd` may use; the other backends have one. */
  readonly threads?: number | undefined;
}

/**
 * Sets a contender up on a TensorFlow.js backend, and makes that the current one before each of its runs.
 *
 * @throws NotInstalledError for a backend that does not run here
 */
export async function withBackend(
  { backend, threads }: BackendChoice,
  setup: () => Promise<ReadyContender> | ReadyContender,
): Promise<ReadyContender> {
  try {
    await selectNodeBackend(backend);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NotInstalledError(`the TensorFlow.js backend "${backend}"`, reason);
  }
  const makeCurrent = async () => {
    await tf.setBackend(backend);
    const current = tf.backend();
    if (current instanceof SimdBackend) current.kernels = (await loadKernels({ threads })) ?? current.kernels;
  };
  await makeCurrent();
  const ready = await setup();
  return {
    unitsPerRun: ready.unitsPerRun,
    async run() {
      await makeCurrent();
      return ready.run();
    },
    async dispose() {
      await makeCurrent();
      await ready.dispose?.();
    },
  };
}
