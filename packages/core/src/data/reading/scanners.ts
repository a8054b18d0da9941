import type { Dialect, Separator } from "./dialect.js";
import { type Fields, isBlank } from "./fields.js";

const newline = 0x0a;
const colon = 0x3a;
const doubleQuote = 0x22;

/**
 * Takes the record that begins at `start` apart into `fields`.
 *
 * @returns where its line feed is; `limit` where none came before it, and the record may go on
 */
export type Scanner = (bytes: Uint8Array, start: number, limit: number, fields: Fields) => number;

export function scannerOf({ separator, quotes }: Dialect): Scanner {
  if (separator === "::") return scanDoubleColons;
  if (separator === "spaces") return scanSpaces;
  const byte = separatorBytes[separator];
  return quotes ? quotedScanner(byte) : plainScanner(byte);
}

const separatorBytes: Readonly<Record<Exclude<Separator, "::" | "spaces">, number>> = {
  "\t": 0x09,
  ",": 0x2c,
  ";": 0x3b,
  "|": 0x7c,
};

function plainScanner(separator: number): Scanner {
  return (bytes, start, limit, fields) => {
    fields.reset(bytes);
    let fieldStart = start;
    for (let i = start; i < limit; i++) {
      const byte = bytes[i] as number;
      if (byte === separator) {
        fields.addTrimmed(fieldStart, i);
        fieldStart = i + 1;
      } else if (byte === newline) {
        fields.addTrimmed(fieldStart, i);
        return i;
      }
    }
    fields.addTrimmed(fieldStart, limit);
    return limit;
  };
}

function scanDoubleColons(bytes: Uint8Array, start: number, limit: number, fields: Fields): number {
  fields.reset(bytes);
  let fieldStart = start;
  for (let i = start; i < limit; i++) {
    const byte = bytes[i] as number;
    if (byte === colon && i + 1 < limit && bytes[i + 1] === colon) {
      fields.addTrimmed(fieldStart, i);
      fieldStart = i + 2;
      i++;
    } else if (byte === newline) {
      fields.addTrimmed(fieldStart, i);
      return i;
    }
  }
  fields.addTrimmed(fieldStart, limit);
  return limit;
}

/** A line of blanks only has no field. */
function scanSpaces(bytes: Uint8Array, start: number, limit: number, fields: Fields): number {
  fields.reset(bytes);
  let fieldStart = -1;
  for (let i = start; i < limit; i++) {
    const byte = bytes[i] as number;
    if (byte === newline || isBlank(byte)) {
      if (fieldStart >= 0) fields.add(fieldStart, i);
      fieldStart = -1;
      if (byte === newline) return i;
    } else if (fieldStart < 0) fieldStart = i;
  }
  if (fieldStart >= 0) fields.add(fieldStart, limit);
  return limit;
}

/** RFC 4180, with blanks allowed around the quotes. A quote inside an unquoted field is a letter like any other. */
function quotedScanner(separator: number): Scanner {
  return (bytes, start, limit, fields) => {
    fields.reset(bytes);
    let i = start;
    for (;;) {
      const fieldStart = i;
      while (i < limit && bytes[i] !== separator && isBlank(bytes[i] as number)) i++;
      if (i < limit && bytes[i] === doubleQuote) {
        i = scanQuoted(bytes, i + 1, limit, fields);
        if (fields.problem) return i;
        while (i < limit && bytes[i] !== separator && isBlank(bytes[i] as number)) i++;
        if (i < limit && bytes[i] !== separator && bytes[i] !== newline) {
          fields.problem = "text follows a closing quote";
          return i;
        }
      } else {
        while (i < limit && bytes[i] !== separator && bytes[i] !== newline) i++;
        fields.addTrimmed(fieldStart, i);
      }
      if (i === limit || bytes[i] === newline) {
        fields.unescape();
        return i;
      }
      i++;
    }
  };
}

/** @returns the position after the closing quote */
function scanQuoted(bytes: Uint8Array, start: number, limit: number, fields: Fields): number {
  let escaped = false;
  for (let i = start; i < limit; i++) {
    const byte = bytes[i] as number;
    if (byte === newline) fields.lineBreaks++;
    if (byte !== doubleQuote) continue;
    if (i + 1 < limit && bytes[i + 1] === doubleQuote) {
      escaped = true;
      i++;
    } else {
      if (escaped) fields.addEscaped(start, i);
      else fields.add(start, i);
      return i + 1;
    }
  }
  fields.problem = "a quote is not closed";
  return limit;
}
