import * as tf from "@tensorflow/tfjs";
import { BackendUnavailableError } from "../errors/errors.js";
import { registerSimdBackend, simdBackendName } from "./simd/register-simd-backend.js";

/** A TensorFlow.js backend that may or may not run here. */
export interface BackendCandidate {
  readonly name: string;
  /** Loads and registers it. Rejects where it cannot run: not installed, no GPU, no WebAssembly. */
  load(): Promise<void>;
}

/** The backend that TensorFlow.js works with from now on. */
export interface SelectedBackend {
  readonly name: string;
  /** Why this one: which better ones were tried and what they answered. For people. */
  readonly reason: string;
}

const registered = (name: string): BackendCandidate => ({ name, load: async () => {} });

/** The WebAssembly backend, an optional peer. In a browser its `.wasm` files must be served: see `setWasmPaths` of its package. */
export const wasmBackend: BackendCandidate = {
  name: "wasm",
  load: async () => {
    // A bundler takes a failure that is caught here for one to leave to run time: the package is optional.
    await import("@tensorflow/tfjs-backend-wasm").catch((error: unknown) => {
      throw error;
    });
  },
};

/** TensorFlow.js on this library's own kernels: SIMD and, where memory can be shared, all cores. */
export const simdBackend: BackendCandidate = {
  name: simdBackendName,
  load: async () => registerSimdBackend(),
};

/** Best first. WebGL and CPU come with TensorFlow.js; WebGPU counts where the program has registered it. */
export const portableBackends: readonly BackendCandidate[] = [
  registered("webgpu"),
  registered("webgl"),
  simdBackend,
  wasmBackend,
  registered("cpu"),
];

/**
 * Makes a backend TensorFlow.js's current one: `auto` takes the first that runs, a name takes just that.
 *
 * @throws BackendUnavailableError naming each backend tried and what it answered
 */
export async function selectBackend(
  choice: string,
  candidates: readonly BackendCandidate[] = portableBackends,
): Promise<SelectedBackend> {
  const wanted = choice === "auto" ? candidates : candidates.filter((candidate) => candidate.name === choice);
  if (wanted.length === 0) {
    const names = candidates.map((candidate) => candidate.name).join(", ");
    throw new BackendUnavailableError(`Unknown backend "${choice}". Use auto, ${names}.`);
  }
  const refusals: string[] = [];
  for (const candidate of wanted) {
    const refusal = await tryBackend(candidate);
    if (refusal === undefined) {
      const reason =
        refusals.length > 0 ? refusals.join("; ") : choice === "auto" ? "the fastest" : "as asked";
      return { name: candidate.name, reason };
    }
    refusals.push(`${candidate.name}: ${refusal}`);
  }
  throw new BackendUnavailableError(`No TensorFlow.js backend runs here. Tried ${refusals.join("; ")}.`);
}

/** Undefined when the backend is now current, else why it is not. */
async function tryBackend(candidate: BackendCandidate): Promise<string | undefined> {
  try {
    await candidate.load();
    // setBackend warns on the console about a name that was never registered.
    if (tf.findBackendFactory(candidate.name) === null) return "not registered";
    if (!(await tf.setBackend(candidate.name))) return "does not start here";
    await tf.ready();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
  }
}
