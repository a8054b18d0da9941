import { createRequire } from "node:module";
import util from "node:util";
import * as tf from "@tensorflow/tfjs";
import {
  type BackendCandidate,
  type SelectedBackend,
  selectBackend,
  simdBackend,
  wasmBackend,
} from "../backend/select-backend.js";

/** The native backend, `@tensorflow/tfjs-node`: an optional peer that the user installs. */
const nativeBackend: BackendCandidate = {
  name: "tensorflow",
  load: async () => {
    // tfjs-node 4.22 calls a function that Node 23 removed.
    const patched: Record<string, unknown> = util as unknown as Record<string, unknown>;
    patched["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
    const require = createRequire(import.meta.url);
    try {
      require.resolve("@tensorflow/tfjs-node");
    } catch {
      throw new Error("@tensorflow/tfjs-node is not installed");
    }
    require("@tensorflow/tfjs-node");
  },
};

/**
 * Emscripten's loader rethrows every uncaught error of the process, which prints the loader's own source (a line of
 * 60,000 characters) instead of the error's. Its listeners go as soon as the module is up.
 */
const quietWasmBackend: BackendCandidate = {
  name: wasmBackend.name,
  async load() {
    const events = ["uncaughtException", "unhandledRejection"] as const;
    const before = events.map((event) => new Set(process.rawListeners(event)));
    await wasmBackend.load();
    await tf.setBackend(wasmBackend.name);
    for (const [i, event] of events.entries()) {
      for (const listener of process.rawListeners(event)) {
        if (!before[i]?.has(listener)) process.off(event, listener as () => void);
      }
    }
  },
};

/** Best first. */
export const nodeBackends: readonly BackendCandidate[] = [
  simdBackend,
  nativeBackend,
  quietWasmBackend,
  { name: "cpu", load: async () => {} },
];

/**
 * `selectBackend` with what Node can run: this library's own kernels, tfjs-node where it is installed and
 * loads, WebAssembly, CPU. The kernels come first since they were measured to be the faster for the models here.
 *
 * @throws BackendUnavailableError naming each backend tried and what it answered
 */
export function selectNodeBackend(choice = "auto"): Promise<SelectedBackend> {
  return selectBackend(choice, nodeBackends);
}
