import type * as tf from "@tensorflow/tfjs";
import type { KernelMemory } from "../../kernels/kernel-memory.js";

export type Values = tf.backend_util.BackendValues;

/**
 * The contents of a tensor: an array of JavaScript's, or a block of the kernels' memory. It moves to the memory when a
 * kernel first asks where it is, and stays there.
 */
export class TensorData {
  refCount = 1;
  /** Set by TensorFlow.js for complex tensors. */
  complexTensorInfos: { real: tf.TensorInfo; imag: tf.TensorInfo } | undefined;
  #values: Values | undefined;
  #pointer: number | undefined;

  constructor(
    private readonly memory: KernelMemory,
    readonly dtype: tf.DataType,
    private readonly length: number,
    contents: { readonly values: Values | undefined } | { readonly pointer: number },
  ) {
    if ("pointer" in contents) this.#pointer = contents.pointer;
    else this.#values = contents.values;
  }

  /** The elements. What lies in the memory is seen as it is now: copy what must outlive the tensor. */
  get values(): Values | undefined {
    if (this.#pointer === undefined) return this.#values;
    return viewOf(this.memory.buffer, this.dtype, { pointer: this.#pointer, length: this.length });
  }

  set values(values: Values | undefined) {
    this.free();
    this.#values = values;
  }

  get isInMemory(): boolean {
    return this.#pointer !== undefined;
  }

  /** Where the elements, of 4 bytes each, lie in the kernels' memory. */
  get pointer(): number {
    if (this.#pointer !== undefined) return this.#pointer;
    const values = this.#values;
    if (!(values instanceof Float32Array || values instanceof Int32Array)) {
      throw new TypeError(`A tensor of ${this.dtype} has no place in the kernels' memory.`);
    }
    const pointer = this.memory.allocate(4 * this.length);
    viewOf(this.memory.buffer, this.dtype, { pointer, length: this.length }).set(values);
    this.#values = undefined;
    this.#pointer = pointer;
    return pointer;
  }

  free(): void {
    if (this.#pointer !== undefined) this.memory.free(this.#pointer);
    this.#pointer = undefined;
  }
}

function viewOf(
  buffer: ArrayBufferLike,
  dtype: tf.DataType,
  { pointer, length }: { readonly pointer: number; readonly length: number },
): Float32Array | Int32Array {
  return dtype === "int32"
    ? new Int32Array(buffer, pointer, length)
    : new Float32Array(buffer, pointer, length);
}
