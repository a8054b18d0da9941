import * as tf from "@tensorflow/tfjs";
import type { Kernels } from "../../kernels/load-kernels.js";
import { TensorData, type Values } from "./tensor-data.js";

/** A tensor just made, and where its contents are to be written. */
export interface Output {
  readonly info: tf.TensorInfo;
  readonly pointer: number;
}

interface DataId {
  readonly id: number;
}

/**
 * A TensorFlow.js backend made for training: tensors lie in the memory of the kernels, which work on it with all threads.
 * Operations without a kernel here run those of the CPU backend on the same data.
 */
export class SimdBackend extends tf.KernelBackend {
  readonly data: tf.DataStorage<TensorData>;
  /** The CPU backend's matrix product reads it. */
  readonly blockSize = 48;
  #lastId = 0;

  /** @param kernels those to run; set another handle to change the number of threads */
  constructor(public kernels: Kernels) {
    super();
    this.data = new tf.DataStorage(this, tf.engine());
  }

  /** A new tensor of 4-byte elements with unknown contents. */
  output(shape: readonly number[], dtype: "float32" | "int32" = "float32"): Output {
    const length = tf.util.sizeFromShape([...shape]);
    const { memory } = this.kernels;
    const pointer = memory.allocate(4 * length);
    const dataId = this.#store(new TensorData(memory, dtype, length, { pointer }));
    return { info: { dataId, shape: [...shape], dtype }, pointer };
  }

  /** Where a float32 or int32 tensor lies in the kernels' memory. */
  pointerOf({ dataId }: tf.TensorInfo): number {
    return this.data.get(dataId).pointer;
  }

  /** Room for a kernel's intermediate values, for as long as `work` runs. */
  withScratch<T>(floats: number, work: (pointer: number) => T): T {
    const pointer = this.kernels.memory.allocate(4 * floats);
    try {
      return work(pointer);
    } finally {
      this.kernels.memory.free(pointer);
    }
  }

  // What TensorFlow.js and the CPU backend's kernels ask of a backend.

  override write(values: Values, shape: number[], dtype: tf.DataType): DataId {
    const length = tf.util.sizeFromShape(shape);
    return this.#store(new TensorData(this.kernels.memory, dtype, length, { values }));
  }

  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: Values | string[]): tf.TensorInfo {
    const isText = dtype === "string" && typeof values?.[0] === "string";
    const encoded = isText ? (values as string[]).map((value) => tf.util.encodeString(value)) : values;
    return { dataId: this.write(encoded as Values, shape, dtype), shape, dtype };
  }

  override move(dataId: DataId, values: Values, shape: number[], dtype: tf.DataType, refCount: number): void {
    const length = tf.util.sizeFromShape(shape);
    const data = new TensorData(this.kernels.memory, dtype, length, { values });
    data.refCount = refCount;
    this.data.set(dataId, data);
  }

  override async read(dataId: DataId): Promise<Values> {
    return this.readSync(dataId);
  }

  /** A copy of what lies in the kernels' memory, which is used again once the tensor is disposed. */
  override readSync(dataId: DataId): Values {
    const data = this.data.get(dataId);
    const { dtype, complexTensorInfos, values } = data;
    if (complexTensorInfos) {
      const [real, imag] = [complexTensorInfos.real, complexTensorInfos.imag].map((part) =>
        this.readSync(part.dataId as DataId),
      );
      return tf.backend_util.mergeRealAndImagArrays(real as Float32Array, imag as Float32Array);
    }
    if (data.isInMemory) return (values as Float32Array | Int32Array).slice();
    return tf.util.convertBackendValuesAndArrayBuffer(values as Values, dtype) as Values;
  }

  bufferSync(tensor: tf.TensorInfo): tf.TensorBuffer<tf.Rank, tf.DataType> {
    const data = this.readSync(tensor.dataId as DataId);
    if (tensor.dtype !== "string") return tf.buffer(tensor.shape, tensor.dtype, data as Float32Array);
    const text = (data as Uint8Array[]).map((bytes) => tf.util.decodeString(bytes));
    return tf.buffer(tensor.shape, tensor.dtype, text);
  }

  makeOutput(values: Values, shape: number[], dtype: tf.DataType): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo(this.makeTensorInfo(shape, dtype, values), this);
  }

  override refCount(dataId: DataId): number {
    return this.data.has(dataId) ? this.data.get(dataId).refCount : 0;
  }

  override incRef(dataId: DataId): void {
    this.data.get(dataId).refCount++;
  }

  decRef(dataId: DataId): void {
    if (this.data.has(dataId)) this.data.get(dataId).refCount--;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const data = this.data.get(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    if (data.complexTensorInfos) {
      this.disposeData(data.complexTensorInfos.real.dataId as DataId, true);
      this.disposeData(data.complexTensorInfos.imag.dataId as DataId, true);
    }
    data.free();
    this.data.delete(dataId);
    return true;
  }

  disposeIntermediateTensorInfo(info: tf.TensorInfo): void {
    this.disposeData(info.dataId as DataId);
  }

  override numDataIds(): number {
    return this.data.numDataIds();
  }

  where(condition: tf.TensorInfo): tf.Tensor2D {
    return tf.kernel_impls.whereImpl(
      condition.shape,
      this.readSync(condition.dataId as DataId) as Uint8Array,
    );
  }

  override async time(work: () => void): Promise<tf.BackendTimingInfo> {
    const started = performance.now();
    work();
    return { kernelMs: performance.now() - started } as tf.BackendTimingInfo;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {}

  #store(data: TensorData): DataId {
    const dataId = { id: ++this.#lastId };
    this.data.set(dataId, data);
    return dataId;
  }
}

/** The current backend where it is this one. */
export function currentSimdBackend(): SimdBackend | undefined {
  const backend = tf.backend();
  return backend instanceof SimdBackend ? backend : undefined;
}
