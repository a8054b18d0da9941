import { relaxedSimd, simd } from "./generated/kernel-binaries.js";
import { allowRelaxedSimd } from "./platform.js";

export type KernelVariant = "relaxed-simd" | "simd";

export interface CompiledKernels {
  readonly variant: KernelVariant;
  readonly module: WebAssembly.Module;
}

/** Compiles the best form that the runtime takes; undefined where it has no WebAssembly SIMD. */
export async function compileKernels(isShared: boolean): Promise<CompiledKernels | undefined> {
  if (typeof WebAssembly === "undefined") return undefined;
  const relaxed = kernelBinary("relaxed-simd", isShared);
  if (!WebAssembly.validate(relaxed)) allowRelaxedSimd();
  if (WebAssembly.validate(relaxed)) {
    return { variant: "relaxed-simd", module: await WebAssembly.compile(relaxed) };
  }
  const plain = kernelBinary("simd", isShared);
  if (!WebAssembly.validate(plain)) return undefined;
  return { variant: "simd", module: await WebAssembly.compile(plain) };
}

/** `…"memory"`, an import of kind memory, with a maximum and shared: how the binaries import theirs. */
const sharedMemoryImport = [6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 3];

const base64: Readonly<Record<KernelVariant, string>> = { "relaxed-simd": relaxedSimd, simd };

/**
 * The binaries are compiled for a shared memory. Where there is none (a page that is not cross-origin isolated), the
 * one byte that says so is changed: atomic instructions are not used within kernels.
 */
export function kernelBinary(variant: KernelVariant, isShared: boolean): Uint8Array<ArrayBuffer> {
  const binary = Uint8Array.from(atob(base64[variant]), (character) => character.charCodeAt(0));
  if (isShared) return binary;
  const at = binary.findIndex((_, i) => sharedMemoryImport.every((byte, j) => binary[i + j] === byte));
  binary[at + sharedMemoryImport.length - 1] = 1;
  return binary;
}
