import { UnreadableDataError } from "../../errors/errors.js";
import type { Dialect } from "./dialect.js";
import { decoders, type Encoding } from "./encoding.js";
import { Fields } from "./fields.js";
import { maxKeptRows, maxKeptText, type RejectedRow, type Rejections } from "./rejections.js";
import { type Scanner, scannerOf } from "./scanners.js";
import { textStart } from "./text-start.js";

/** What becomes of the records of one file. */
export interface RecordHandler {
  /** How the file is cut, judged by its first line that is not blank. */
  dialect(firstLine: string): Dialect;
  /** Called once, with the header or else with the first row, which `record` then takes too. */
  open(first: readonly string[]): void;
  /** Takes a row; valid until the next call. @returns why it is rejected, or undefined */
  record(fields: Fields): string | undefined;
}

/** Longest record: more is no file of rows, and would have to be held in memory. */
const maxRecordBytes = 2 ** 24;
/** Below this, and below the length of the record under way, further bytes are waited for: no record is scanned often. */
const minScanBytes = 2 ** 16;
const newline = 0x0a;

/** Cuts bytes that arrive in pieces into records. Holds one piece and one record, however long the file is. */
export class RecordReader {
  numRows = 0;
  numBytes = 0;
  readonly #handler: RecordHandler;
  readonly #where: string;
  readonly #fields: Fields;
  readonly #rejected: RejectedRow[] = [];
  #numRejected = 0;
  #dialect: Dialect | undefined;
  #scanner: Scanner | undefined;
  #begun = false;
  #opened = false;
  #line = 1;
  #window = new Uint8Array(2 * minScanBytes);
  #filled = 0;
  /** Bytes at the front of the window that were scanned and found to be a part of a record. */
  #carried = 0;

  /** @param where names the file and format in errors */
  constructor(handler: RecordHandler, options: { where: string; encoding: Encoding }) {
    this.#handler = handler;
    this.#where = options.where;
    this.#fields = new Fields(decoders[options.encoding]);
  }

  /** Whether a header or a first row came. */
  get opened(): boolean {
    return this.#opened;
  }

  get rejections(): Rejections {
    return { count: this.#numRejected, rows: this.#rejected };
  }

  /** @throws UnreadableDataError for what is no text, or a line longer than 16 MiB */
  push(bytes: Uint8Array): void {
    this.#append(bytes);
    this.numBytes += bytes.length;
    const isEnough = this.#filled - this.#carried >= Math.max(minScanBytes, this.#carried);
    if (isEnough || this.#filled > maxRecordBytes) this.#scan(false);
  }

  /** Reads what is left as the last record. @throws as `push` */
  finish(): void {
    this.#scan(true);
  }

  #append(bytes: Uint8Array): void {
    const filled = this.#filled + bytes.length;
    if (filled > this.#window.length) {
      const larger = new Uint8Array(Math.max(filled, 2 * this.#window.length));
      larger.set(this.#window.subarray(0, this.#filled));
      this.#window = larger;
    }
    this.#window.set(bytes, this.#filled);
    this.#filled = filled;
  }

  #scan(isLast: boolean): void {
    const end = this.#scanRecords(isLast);
    this.#window.copyWithin(0, end, this.#filled);
    this.#filled -= end;
    this.#carried = this.#filled;
    if (this.#carried > maxRecordBytes) {
      throw new UnreadableDataError(
        `${this.#where}: line ${this.#line} is longer than ${maxRecordBytes / 2 ** 20} MiB, so this is no file of rows. Give a text file with one row a line.`,
      );
    }
  }

  /** @returns where the first record begins that is not complete */
  #scanRecords(isLast: boolean): number {
    const fields = this.#fields;
    const limit = this.#filled;
    let start = this.#begun ? 0 : textStart(this.#window.subarray(0, limit), this.#where);
    this.#begun = true;
    while (start < limit) {
      const scanner = this.#scanner ?? this.#openScanner(start, isLast);
      if (!scanner) return start;
      let end = scanner(this.#window, start, limit, fields);
      if (end === limit && !isLast && !this.#isLost(start)) return start;
      let numLines = 1 + fields.lineBreaks;
      if (fields.problem) {
        // The lines after the bad one are read afresh: a stray quote must not swallow them.
        numLines = 1;
        end = this.#lineEnd(start);
        if (end === limit && !isLast) return start;
        this.#takeBroken(fields.problem, start, end);
      } else if (!isBlankRecord(fields)) {
        const reason = this.#take(fields);
        if (reason !== undefined) {
          const cutOff = end === limit ? " (the file ends here without a line break: it may be cut off)" : "";
          this.#reject(reason + cutOff, start, end);
        }
      }
      this.#line += numLines;
      start = end + 1;
    }
    return Math.min(start, limit);
  }

  /** True where a quote has stayed open for longer than any record is. */
  #isLost(start: number): boolean {
    return this.#fields.problem !== undefined && this.#filled - start > maxRecordBytes;
  }

  /** Undefined until the first line that is not blank is complete. */
  #openScanner(start: number, isLast: boolean): Scanner | undefined {
    const end = this.#lineEnd(start);
    if (end === this.#filled && !isLast) return undefined;
    const bytes = this.#window.slice(start, end);
    const line = this.#fields.decode(bytes) ?? new TextDecoder().decode(bytes);
    const dialect = this.#handler.dialect(line);
    const scanner = scannerOf(dialect);
    // A blank line says nothing of how the file is cut: the next one is asked again.
    if (line.trim() !== "") {
      this.#dialect = dialect;
      this.#scanner = scanner;
    }
    return scanner;
  }

  #lineEnd(start: number): number {
    const end = this.#window.indexOf(newline, start);
    return end < 0 || end > this.#filled ? this.#filled : end;
  }

  #take(fields: Fields): string | undefined {
    if (!this.#opened) {
      this.#opened = true;
      this.#handler.open(fields.texts());
      if (this.#dialect?.header) return undefined;
    }
    this.numRows++;
    return this.#handler.record(fields);
  }

  #takeBroken(problem: string, start: number, end: number): void {
    if (!this.#opened && this.#dialect?.header) {
      throw new UnreadableDataError(
        `${this.#where}: the header on line ${this.#line} cannot be taken apart: ${problem}. Correct its quotes.`,
      );
    }
    this.numRows++;
    this.#reject(problem, start, end);
  }

  #reject(reason: string, start: number, end: number): void {
    this.#numRejected++;
    if (this.#rejected.length >= maxKeptRows) return;
    // Four bytes are the most a letter takes.
    const bytes = this.#window.slice(start, Math.min(end, start + 4 * maxKeptText));
    const text = this.#fields.decode(bytes) ?? new TextDecoder().decode(bytes);
    this.#rejected.push({ line: this.#line, reason, text: firstLetters(text.replace(/\r$/, "")) });
  }
}

function isBlankRecord(fields: Fields): boolean {
  return fields.count === 0 || (fields.count === 1 && fields.isEmpty(0));
}

/** At most 200 UTF-16 units, and no half of a letter. */
function firstLetters(text: string): string {
  const cut = text.slice(0, maxKeptText);
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
