import type * as tf from "@tensorflow/tfjs";
import type { SimdBackend } from "./simd-backend.js";

/** What an operation is called with. */
export interface Call {
  readonly backend: SimdBackend;
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs: tf.NamedAttrMap;
}

/** One operation of TensorFlow.js on this backend, or undefined for a call that the CPU backend's kernel must answer. */
export type Operation = (call: Call) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/** Operations by the names that TensorFlow.js gives its kernels. */
export type Operations = Readonly<Record<string, Operation>>;

/** @throws TypeError where TensorFlow.js has not passed the input */
export function input({ inputs }: Call, name: string): tf.TensorInfo {
  const info = inputs[name];
  if (!info || Array.isArray(info)) throw new TypeError(`The operation has no input ${name}.`);
  return info;
}

/** All inputs of an operation that takes a list. */
export function inputList({ inputs }: Call): tf.TensorInfo[] {
  return (Array.isArray(inputs) ? inputs : Object.values(inputs)).flat() as tf.TensorInfo[];
}

export function isFloat(...infos: readonly tf.TensorInfo[]): boolean {
  return infos.every(({ dtype }) => dtype === "float32");
}

export function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
