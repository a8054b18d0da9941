import type { VocabularyBuilder } from "../vocabulary.js";

/**
 * Finds the index of an id by its bytes, without making a string of one that was seen before: an open-addressing hash
 * table in front of a vocabulary builder, which several indexers may share.
 */
export class IdIndexer {
  readonly #builder: VocabularyBuilder;
  /** Entry + 1, or 0 where free. The size is a power of two, at most half full. */
  #slots = new Int32Array(1024);
  #numEntries = 0;
  /** Per entry: its hash, the index, and where its bytes end; they start where the entry before ends. */
  #hashes = new Int32Array(512);
  #indices = new Int32Array(512);
  #ends = new Float64Array(512);
  #bytes = new Uint8Array(4096);

  constructor(builder: VocabularyBuilder) {
    this.#builder = builder;
  }

  /** The index of the id that `bytes[start … end)` spells, or −1 for one never added here. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry < 0) return -1;
      if (this.#hashes[entry] === hash && this.#holds(entry, bytes, start, end))
        return this.#indices[entry] as number;
    }
  }

  /** Gives an id that `find` did not find its index. @param id what the bytes spell */
  add(id: string, bytes: Uint8Array, start: number, end: number): number {
    const index = this.#builder.add(id);
    const entry = this.#numEntries++;
    if (this.#numEntries > this.#hashes.length) this.#growEntries();
    const hash = hashOf(bytes, start, end);
    const first = entry === 0 ? 0 : (this.#ends[entry - 1] as number);
    const last = first + end - start;
    if (last > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(last, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), first);
    this.#hashes[entry] = hash;
    this.#indices[entry] = index;
    this.#ends[entry] = last;
    this.#place(entry);
    return index;
  }

  #holds(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const first = entry === 0 ? 0 : (this.#ends[entry - 1] as number);
    if ((this.#ends[entry] as number) - first !== end - start) return false;
    for (let i = start, j = first; i < end; i++, j++) if (this.#bytes[j] !== bytes[i]) return false;
    return true;
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[entry] as number) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #growEntries(): void {
    const size = 2 * this.#hashes.length;
    this.#hashes = grown(this.#hashes, new Int32Array(size));
    this.#indices = grown(this.#indices, new Int32Array(size));
    this.#ends = grown(this.#ends, new Float64Array(size));
    this.#slots = new Int32Array(2 * size);
    for (let entry = 0; entry < this.#numEntries - 1; entry++) this.#place(entry);
  }
}

function grown<A extends Int32Array | Float64Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

/** FNV-1a, its high bits folded down since slots are taken from the low ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}
