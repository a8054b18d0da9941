const firstBlock = 1024;
/** Elements of the largest block: what the last one may waste stays small beside the whole. */
const maxBlock = 2 ** 20;

/** A typed array that grows by blocks: nothing is copied before the end. */
export class GrowingColumn<A extends Int32Array | Float32Array | Float64Array> {
  readonly #create: (size: number) => A;
  #full: A[] = [];
  #numFull = 0;
  #block: A;
  #filled = 0;

  constructor(create: (size: number) => A) {
    this.#create = create;
    this.#block = create(0);
  }

  get length(): number {
    return this.#numFull + this.#filled;
  }

  add(value: number): void {
    if (this.#filled === this.#block.length) this.#addBlock();
    this.#block[this.#filled++] = value;
  }

  /** All elements in one array. The column is empty afterwards. */
  take(): A {
    const whole = this.#create(this.length);
    let end = 0;
    for (const block of this.#full) {
      whole.set(block, end);
      end += block.length;
    }
    whole.set(this.#block.subarray(0, this.#filled), end);
    this.#full = [];
    this.#numFull = 0;
    this.#block = this.#create(0);
    this.#filled = 0;
    return whole;
  }

  #addBlock(): void {
    if (this.#filled > 0) this.#full.push(this.#block);
    this.#numFull += this.#filled;
    this.#block = this.#create(Math.min(maxBlock, Math.max(firstBlock, 2 * this.#filled)));
    this.#filled = 0;
  }
}

export const int32Column = () => new GrowingColumn((size) => new Int32Array(size));
export const float32Column = () => new GrowingColumn((size) => new Float32Array(size));
export const float64Column = () => new GrowingColumn((size) => new Float64Array(size));
