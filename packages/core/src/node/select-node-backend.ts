import { createRequire } from "node:module";
import util from "node:util";
import {
  type BackendCandidate,
  type SelectedBackend,
  selectBackend,
  wasmBackend,
} from "../backend/select-backend.js";

/** The native backend, `@tensorflow/tfjs-node`: an optional peer that the user installs. */
const nativeBackend: BackendCandidate = {
  name: "tensorflow",
  load: async () => {
    // tfjs-node 4.22 calls a function that Node 23 removed.
    const patched: Record<string, unknown> = util as unknown as Record<string, unknown>;
    patched["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
    createRequire(import.meta.url)("@tensorflow/tfjs-node");
  },
};

/** Best first. */
export const nodeBackends: readonly BackendCandidate[] = [
  nativeBackend,
  wasmBackend,
  { name: "cpu", load: async () => {} },
];

/**
 * `selectBackend` with what Node can run: tfjs-node where it is installed and loads, WebAssembly, CPU.
 *
 * @throws BackendUnavailableError naming each backend tried and what it answered
 */
export function selectNodeBackend(choice = "auto"): Promise<SelectedBackend> {
  return selectBackend(choice, nodeBackends);
}
