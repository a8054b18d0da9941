import { OutOfMemoryError } from "../errors/errors.js";

const pageBytes = 65_536;
/** WebAssembly's addresses end at 4 GiB. */
export const maxPages = 65_536;
/** Blocks start at multiples of a cache line, so that no two threads write to the same. */
const alignment = 64;
/** Below this, sizes are rounded up to a few classes whose blocks are kept for the next of the class. */
const largestClass = 2 ** 20;
/** The least by which the memory grows. */
const growthPages = 256;

type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array | Int8Array;

/** A typed array in the kernels' memory. Belongs to whoever asked for it, who must free it. */
export class KernelArray<A extends TypedArray> {
  readonly pointer: number;
  #view: A;
  #isFreed = false;

  constructor(
    private readonly memory: KernelMemory,
    private readonly viewOf: (buffer: ArrayBufferLike, pointer: number, length: number) => A,
    readonly length: number,
    bytes: number,
  ) {
    this.pointer = memory.allocate(bytes);
    this.#view = viewOf(memory.buffer, this.pointer, length);
  }

  /** The contents. Ask again after an allocation: a memory that is not shared moves when it grows. */
  get view(): A {
    if (this.#view.buffer !== this.memory.buffer && this.#view.length !== this.length) {
      this.#view = this.viewOf(this.memory.buffer, this.pointer, this.length);
    }
    return this.#view;
  }

  /** Once or more often. */
  free(): void {
    if (this.#isFreed) return;
    this.#isFreed = true;
    this.memory.free(this.pointer);
  }
}

/** The one memory that all kernels and threads work on, handed out in blocks. */
export class KernelMemory {
  /** Free blocks of each size class. */
  readonly #classes = new Map<number, number[]>();
  /** Sizes of the blocks in use. */
  readonly #sizes = new Map<number, number>();
  /** Free blocks above the classes: pointer to size, ascending, neighbours joined. */
  #large: { pointer: number; bytes: number }[] = [];
  #end: number;
  #bytesInUse = 0;

  /** @param reserved bytes at the start that are never handed out */
  constructor(
    private readonly memory: WebAssembly.Memory,
    reserved: number,
  ) {
    this.#end = roundUp(reserved, alignment);
  }

  get buffer(): ArrayBufferLike {
    return this.memory.buffer;
  }

  /** Bytes of blocks in use, as rounded. */
  get bytesInUse(): number {
    return this.#bytesInUse;
  }

  float32(length: number): KernelArray<Float32Array> {
    return new KernelArray(this, (buffer, at, n) => new Float32Array(buffer, at, n), length, length * 4);
  }

  float64(length: number): KernelArray<Float64Array> {
    return new KernelArray(this, (buffer, at, n) => new Float64Array(buffer, at, n), length, length * 8);
  }

  int32(length: number): KernelArray<Int32Array> {
    return new KernelArray(this, (buffer, at, n) => new Int32Array(buffer, at, n), length, length * 4);
  }

  uint8(length: number): KernelArray<Uint8Array> {
    return new KernelArray(this, (buffer, at, n) => new Uint8Array(buffer, at, n), length, length);
  }

  int8(length: number): KernelArray<Int8Array> {
    return new KernelArray(this, (buffer, at, n) => new Int8Array(buffer, at, n), length, length);
  }

  copyOf(values: Float32Array): KernelArray<Float32Array>;
  copyOf(values: Int32Array): KernelArray<Int32Array>;
  copyOf(values: Float32Array | Int32Array): KernelArray<Float32Array> | KernelArray<Int32Array> {
    if (values instanceof Float32Array) {
      const copy = this.float32(values.length);
      copy.view.set(values);
      return copy;
    }
    const copy = this.int32(values.length);
    copy.view.set(values);
    return copy;
  }

  /**
   * @returns the address of at least `bytes` bytes of unknown content, aligned to 64
   * @throws OutOfMemoryError when the memory cannot grow that far
   */
  allocate(bytes: number): number {
    const size = blockBytes(bytes);
    const pointer = this.#takeFree(size) ?? this.#takeEnd(size);
    this.#sizes.set(pointer, size);
    this.#bytesInUse += size;
    return pointer;
  }

  /** @throws RangeError for an address that is not that of a block in use */
  free(pointer: number): void {
    const size = this.#sizes.get(pointer);
    if (size === undefined) throw new RangeError(`${pointer} is not the address of a block in use`);
    this.#sizes.delete(pointer);
    this.#bytesInUse -= size;
    if (size > largestClass) {
      this.#freeLarge(pointer, size);
      return;
    }
    const blocks = this.#classes.get(size);
    if (blocks) blocks.push(pointer);
    else this.#classes.set(size, [pointer]);
  }

  #takeFree(size: number): number | undefined {
    return size <= largestClass ? this.#classes.get(size)?.pop() : this.#takeLarge(size);
  }

  /** First fit: the rest of the block stays free. */
  #takeLarge(size: number): number | undefined {
    for (const [i, block] of this.#large.entries()) {
      if (block.bytes < size) continue;
      const { pointer } = block;
      if (block.bytes === size) this.#large.splice(i, 1);
      else {
        block.pointer += size;
        block.bytes -= size;
      }
      return pointer;
    }
    return undefined;
  }

  #freeLarge(pointer: number, bytes: number): void {
    const blocks = this.#large;
    let at = blocks.findIndex((block) => block.pointer > pointer);
    if (at < 0) at = blocks.length;
    const before = blocks[at - 1];
    const after = blocks[at];
    const joinsBefore = before && before.pointer + before.bytes === pointer;
    const joinsAfter = after && pointer + bytes === after.pointer;
    if (joinsBefore && joinsAfter) {
      before.bytes += bytes + after.bytes;
      blocks.splice(at, 1);
    } else if (joinsBefore) before.bytes += bytes;
    else if (joinsAfter) {
      after.pointer = pointer;
      after.bytes += bytes;
    } else blocks.splice(at, 0, { pointer, bytes });
  }

  #takeEnd(size: number): number {
    const pointer = this.#end;
    this.#reach(pointer + size);
    this.#end = pointer + size;
    return pointer;
  }

  #reach(end: number): void {
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / pageBytes);
    if (missing <= 0) return;
    const pages = this.memory.buffer.byteLength / pageBytes;
    const wanted = Math.min(Math.max(missing, growthPages), maxPages - pages);
    if (wanted < missing) throw outOfMemory(end);
    try {
      this.memory.grow(wanted);
    } catch (error) {
      throw outOfMemory(end, error);
    }
  }
}

/** Small blocks in steps of a quarter of a power of two; large ones in steps of 64 KiB. */
function blockBytes(bytes: number): number {
  if (bytes > largestClass) return roundUp(bytes, pageBytes);
  if (bytes <= 4 * alignment) return Math.max(alignment, roundUp(bytes, alignment));
  const step = 2 ** (Math.floor(Math.log2(bytes - 1)) - 2);
  return roundUp(bytes, Math.max(step, alignment));
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function outOfMemory(end: number, cause?: unknown): OutOfMemoryError {
  return new OutOfMemoryError(
    `The kernels' memory would need ${(end / 2 ** 30).toFixed(2)} GiB: WebAssembly ends at 4 GiB, or the machine has no more. Use fewer rows or smaller embeddings.`,
    { cause },
  );
}
