import * as tf from "@tensorflow/tfjs";
import { BackendUnavailableError } from "../../errors/errors.js";
import { loadKernels } from "../../kernels/load-kernels.js";
import { attentions } from "./attention.js";
import { elementwise } from "./elementwise.js";
import { recurrences } from "./gru.js";
import { layouts } from "./layout.js";
import { matrixProducts } from "./matmul.js";
import { normalisations } from "./normalisation.js";
import type { Operation } from "./operation.js";
import { reductions } from "./reductions.js";
import { SimdBackend } from "./simd-backend.js";
import { softmaxLosses } from "./softmax-loss.js";

export const simdBackendName = "simd";

/** Registers the backend and its kernels with TensorFlow.js, once. */
export function registerSimdBackend(): void {
  if (tf.findBackendFactory(simdBackendName)) return;
  const own = {
    ...{ ...elementwise, ...reductions, ...matrixProducts, ...layouts },
    ...{ ...attentions, ...normalisations, ...recurrences, ...softmaxLosses },
  };
  for (const [kernelName, operation] of Object.entries(own)) {
    const kernelFunc = withFallback(kernelName, operation);
    tf.registerKernel({ kernelName, backendName: simdBackendName, kernelFunc });
  }
  for (const kernel of tf.getKernelsForBackend("cpu")) {
    if (!(kernel.kernelName in own)) tf.registerKernel({ ...kernel, backendName: simdBackendName });
  }
  tf.registerBackend(simdBackendName, async () => {
    const kernels = await loadKernels();
    if (!kernels) throw new BackendUnavailableError("This runtime has no WebAssembly SIMD.");
    return new SimdBackend(kernels);
  });
}

/** The operation, and for what it does not do the CPU backend's kernel on the same data. */
function withFallback(name: string, operation: Operation): tf.KernelFunc {
  const fallback = tf.getKernel(name, "cpu")?.kernelFunc;
  return ({ inputs, backend, attrs }) => {
    const result = operation({ backend: backend as SimdBackend, inputs, attrs: attrs ?? {} });
    if (result !== undefined) return result;
    if (!fallback) throw new TypeError(`${name} has no kernel for inputs of these types and shapes.`);
    return fallback({ inputs, backend, attrs: attrs ?? {} });
  };
}
