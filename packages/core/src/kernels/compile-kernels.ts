import { allowRelaxedSimd } from "./platform.js";

export type KernelVariant = "relaxed-simd" | "simd";

export interface CompiledKernels {
  readonly variant: KernelVariant;
  readonly module: WebAssembly.Module;
}

/** Compiles the best form that the runtime takes; undefined where it has no WebAssembly SIMD. */
export async function compileKernels(isShared: boolean): Promise<CompiledKernels | undefined> {
  if (typeof WebAssembly === "undefined") return undefined;
  if (!WebAssembly.validate(relaxedSimdProbe)) allowRelaxedSimd();
  const variant = WebAssembly.validate(relaxedSimdProbe) ? "relaxed-simd" : "simd";
  const binary = await kernelBinary(variant, isShared);
  return WebAssembly.validate(binary) ? { variant, module: await WebAssembly.compile(binary) } : undefined;
}

/** `() => f32x4.relaxed_madd(splat(1), splat(2), splat(3))`, which tells before either form is loaded. */
const relaxedSimdProbe = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // types: one function without parameters that returns a v128
  ...[3, 2, 1, 0], // functions: one of that type
  ...[10, 19, 1, 17, 0], // code: one body of 17 bytes without locals
  ...[0x41, 1, 0xfd, 15, 0x41, 2, 0xfd, 15, 0x41, 3, 0xfd, 15], // i32.const, i8x16.splat
  ...[0xfd, 0x85, 2, 11], // f32x4.relaxed_madd, end
);

/** `…"memory"`, an import of kind memory, with a maximum and shared: how the binaries import theirs. */
const sharedMemoryImport = [6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 3];

/** Imported where they run, so that a bundler makes a chunk of each and a page loads one. */
const binaries: Readonly<Record<KernelVariant, () => Promise<{ readonly base64: string }>>> = {
  "relaxed-simd": () => import("./generated/relaxed-simd-binary.js"),
  simd: () => import("./generated/simd-binary.js"),
};

/**
 * The binaries are compiled for a shared memory. Where there is none (a page that is not cross-origin isolated), the
 * one byte that says so is changed: atomic instructions are not used within kernels.
 */
export async function kernelBinary(
  variant: KernelVariant,
  isShared: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const { base64 } = await binaries[variant]();
  const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (isShared) return binary;
  const at = binary.findIndex((_, i) => sharedMemoryImport.every((byte, j) => binary[i + j] === byte));
  binary[at + sharedMemoryImport.length - 1] = 1;
  return binary;
}
