const headerBytes = 19;

/** Fields of one row, read in the order of the columns; valid until the reader is given the next row. */
export interface RowFields {
  integer(): number;
  /** `real` */
  float(): number;
  /** `double precision`; NaN for null */
  double(): number;
  text(): string;
}

/**
 * Decodes rows in Postgres' binary COPY format. Every column must be of a known type: fields are not self-describing.
 */
export class BinaryCopyReader implements RowFields {
  #buffer: Buffer = Buffer.alloc(0);
  #position = 0;
  #isPastHeader = false;

  /** Takes the next bytes; calls `onRow` for every row that is complete with them. */
  push(chunk: Buffer, onRow: (fields: RowFields) => void): void {
    const rest = this.#buffer.subarray(this.#position);
    this.#buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    this.#position = 0;
    if (!this.#isPastHeader) {
      if (this.#buffer.length < headerBytes) return;
      this.#position = headerBytes;
      this.#isPastHeader = true;
    }
    for (let end = this.#endOfRow(); end !== undefined; end = this.#endOfRow()) {
      this.#position += 2;
      onRow(this);
      this.#position = end;
    }
  }

  integer(): number {
    const value = this.#buffer.readInt32BE(this.#position + 4);
    this.#position += 8;
    return value;
  }

  float(): number {
    const value = this.#buffer.readFloatBE(this.#position + 4);
    this.#position += 8;
    return value;
  }

  double(): number {
    const isNull = this.#buffer.readInt32BE(this.#position) === -1;
    const value = isNull ? Number.NaN : this.#buffer.readDoubleBE(this.#position + 4);
    this.#position += isNull ? 4 : 12;
    return value;
  }

  text(): string {
    const start = this.#position + 4;
    const end = start + this.#buffer.readInt32BE(this.#position);
    this.#position = end;
    return this.#buffer.toString("utf8", start, end);
  }

  /** Where the row at the position ends; undefined while it is incomplete, and for the trailer. */
  #endOfRow(): number | undefined {
    const { length } = this.#buffer;
    let end = this.#position + 2;
    if (end > length) return undefined;
    const numFields = this.#buffer.readInt16BE(this.#position);
    if (numFields === -1) return undefined;
    for (let field = 0; field < numFields; field++) {
      if (end + 4 > length) return undefined;
      end += 4 + Math.max(0, this.#buffer.readInt32BE(end));
    }
    return end > length ? undefined : end;
  }
}
