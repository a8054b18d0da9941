import type { Decode } from "./encoding.js";

const doubleQuote = 0x22;
/** Shared, since making one costs more than decoding a record. */
const lenient = new TextDecoder();

/**
 * The fields of one record, as ranges of bytes: field f is `bytes[starts[f] … ends[f])`. One object is filled again
 * for each record.
 */
export class Fields {
  bytes: Uint8Array = new Uint8Array(0);
  count = 0;
  /** Why the record cannot be taken apart. */
  problem: string | undefined;
  /** Line breaks inside quotes. */
  lineBreaks = 0;
  starts = new Int32Array(16);
  ends = new Int32Array(16);
  #escaped: number[] = [];

  constructor(readonly decode: Decode) {}

  reset(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.count = 0;
    this.problem = undefined;
    this.lineBreaks = 0;
    if (this.#escaped.length > 0) this.#escaped = [];
  }

  add(start: number, end: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
  }

  /** Adds a field whose ends may be blanks that do not belong to it. */
  addTrimmed(start: number, end: number): void {
    let first = start;
    let last = end;
    while (first < last && isBlank(this.bytes[first] as number)) first++;
    while (last > first && isBlank(this.bytes[last - 1] as number)) last--;
    this.add(first, last);
  }

  /** Adds the inside of quotes that holds doubled ones. `unescape` has to follow. */
  addEscaped(start: number, end: number): void {
    this.#escaped.push(this.count);
    this.add(start, end);
  }

  /** Halves the doubled quotes, in a copy of the record. */
  unescape(): void {
    if (this.#escaped.length === 0) return;
    const start = this.starts[0] as number;
    const copy = this.bytes.slice(start, this.ends[this.count - 1]);
    for (let f = 0; f < this.count; f++) {
      this.starts[f] = (this.starts[f] as number) - start;
      this.ends[f] = (this.ends[f] as number) - start;
    }
    for (const f of this.#escaped) {
      let to = this.starts[f] as number;
      for (let from = to; from < (this.ends[f] as number); from++) {
        copy[to++] = copy[from] as number;
        if (copy[from] === doubleQuote) from++;
      }
      this.ends[f] = to;
    }
    this.bytes = copy;
  }

  isEmpty(f: number): boolean {
    return this.starts[f] === this.ends[f];
  }

  /** The text of a field, or undefined where its bytes are not of the encoding. */
  text(f: number): string | undefined {
    return this.decode(this.bytes.subarray(this.starts[f], this.ends[f]));
  }

  /** The texts of all fields, bytes outside the encoding shown as �. */
  texts(): string[] {
    const texts: string[] = [];
    for (let f = 0; f < this.count; f++)
      texts.push(this.text(f) ?? lenient.decode(this.bytes.slice(this.starts[f], this.ends[f])));
    return texts;
  }

  #grow(): void {
    const starts = new Int32Array(this.starts.length * 2);
    const ends = new Int32Array(this.ends.length * 2);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}

/** A space, a tab, or the carriage return of a Windows line end. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
