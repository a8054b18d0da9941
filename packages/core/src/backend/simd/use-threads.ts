import { loadKernels } from "../../kernels/load-kernels.js";
import { currentSimdBackend } from "./simd-backend.js";

/** How many threads the `simd` backend works with from now on; of threads other backends know nothing. */
export async function useThreads(threads: number | undefined): Promise<void> {
  const backend = currentSimdBackend();
  const kernels = backend && (await loadKernels({ threads }));
  if (kernels) backend.kernels = kernels;
}
