/** Postgres' binary COPY begins with a signature, no flags and no extension. */
const header = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const chunkBytes = 1 << 16;

/**
 * Encodes rows in Postgres' binary COPY format into chunks of about 64 kB. Fields are written in the order of the
 * columns; `take` gives the chunks that are full, `end` the last ones.
 */
export class BinaryCopyWriter {
  #buffer = Buffer.allocUnsafe(chunkBytes);
  #used = 0;
  readonly #full: Buffer[] = [];

  constructor() {
    this.#used = header.copy(this.#buffer);
  }

  /** Begins a row of so many fields. */
  row(numFields: number): void {
    this.#reserve(2);
    this.#used = this.#buffer.writeInt16BE(numFields, this.#used);
  }

  null(): void {
    this.#reserve(4);
    this.#used = this.#buffer.writeInt32BE(-1, this.#used);
  }

  integer(value: number): void {
    this.#reserve(8);
    this.#used = this.#buffer.writeInt32BE(4, this.#used);
    this.#used = this.#buffer.writeInt32BE(value, this.#used);
  }

  /** `real` */
  float(value: number): void {
    this.#reserve(8);
    this.#used = this.#buffer.writeInt32BE(4, this.#used);
    this.#used = this.#buffer.writeFloatBE(value, this.#used);
  }

  /** `double precision` */
  double(value: number): void {
    this.#reserve(12);
    this.#used = this.#buffer.writeInt32BE(8, this.#used);
    this.#used = this.#buffer.writeDoubleBE(value, this.#used);
  }

  /** Also `uuid`, as its 16 bytes. */
  bytes(value: Buffer): void {
    this.#reserve(4 + value.length);
    this.#used = this.#buffer.writeInt32BE(value.length, this.#used);
    this.#used += value.copy(this.#buffer, this.#used);
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.#reserve(4 + length);
    this.#used = this.#buffer.writeInt32BE(length, this.#used);
    this.#used += this.#buffer.write(value, this.#used);
  }

  /** `jsonb`, which has a version before its text. */
  json(value: unknown): void {
    // jsonb has no NUL, not even escaped.
    const text = JSON.stringify(value).replaceAll("\\u0000", "\\u2400");
    const length = Buffer.byteLength(text);
    this.#reserve(5 + length);
    this.#used = this.#buffer.writeInt32BE(length + 1, this.#used);
    this.#used = this.#buffer.writeInt8(1, this.#used);
    this.#used += this.#buffer.write(text, this.#used);
  }

  /** The chunks filled since the last call. They are the caller's. */
  take(): Buffer[] {
    return this.#full.splice(0);
  }

  /** Writes the trailer; gives the remaining chunks. */
  end(): Buffer[] {
    this.#reserve(2);
    this.#used = this.#buffer.writeInt16BE(-1, this.#used);
    this.#full.push(this.#buffer.subarray(0, this.#used));
    return this.take();
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    this.#full.push(this.#buffer.subarray(0, this.#used));
    this.#buffer = Buffer.allocUnsafe(Math.max(chunkBytes, bytes));
    this.#used = 0;
  }
}

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}
