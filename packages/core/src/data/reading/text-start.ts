import { UnreadableDataError } from "../../errors/errors.js";

interface Signature {
  readonly bytes: readonly number[];
  readonly message: string;
}

/** First bytes of what people give by mistake. */
const signatures: readonly Signature[] = [
  { bytes: [0xff, 0xfe], message: "is UTF-16 text. Save it as UTF-8." },
  { bytes: [0xfe, 0xff], message: "is UTF-16 text. Save it as UTF-8." },
  { bytes: [0x1f, 0x8b], message: "is compressed with gzip. Decompress it first." },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    message: "is a ZIP archive or an Excel workbook. Unpack it, or save it as CSV.",
  },
  { bytes: [0x50, 0x41, 0x52, 0x31], message: "is a Parquet file. Export it as CSV." },
];

const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Where the text begins: after the byte order mark, if there is one.
 *
 * @throws UnreadableDataError for bytes that begin as no text file does
 */
export function textStart(bytes: Uint8Array, where: string): number {
  const known = signatures.find((signature) => startsWith(bytes, signature.bytes));
  if (known) throw new UnreadableDataError(`${where} ${known.message}`);
  return startsWith(bytes, byteOrderMark) ? byteOrderMark.length : 0;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}
