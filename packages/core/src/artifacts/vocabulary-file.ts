import { Vocabulary } from "../data/vocabulary.js";
import { UnknownIdError } from "../errors/errors.js";
import { concatBytes } from "../evaluation/concat-bytes.js";
import { corrupt, excerpt } from "./corrupt.js";
import { decodeText, parseJson } from "./json-text.js";

const newline = 0x0a;
const idsPerPart = 65_536;

/** JSON Lines, one string a line in the order of the indices: safe for every id, unpaired surrogates too. */
export function encodeVocabulary({ ids }: Vocabulary): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (let start = 0; start < ids.length; start += idsPerPart) {
    const lines = ids.slice(start, start + idsPerPart).map((id) => `${JSON.stringify(id)}\n`);
    parts.push(encoder.encode(lines.join("")));
  }
  return concatBytes(parts);
}

/**
 * @param size how many ids the manifest promises
 * @throws CorruptArtifactError for another number of ids, an id twice, or a line that is not a JSON string
 */
export function decodeVocabulary(
  bytes: Uint8Array,
  { file, size }: { file: string; size: number },
): Vocabulary {
  const numLines = countLines(bytes);
  if (numLines !== size || bytes[bytes.length - 1] !== newline)
    throw corrupt(file, `has ${numLines} whole lines, and the manifest says ${size}`);
  const text = decodeText(bytes, file);
  const ids: string[] = [];
  let start = 0;
  for (let line = 1; line <= numLines; line++) {
    const end = text.indexOf("\n", start);
    // A line that begins as a string parses to a string or not at all: brackets could grow a hundredfold in memory.
    if (text[start] !== '"') throw corrupt(file, `has no JSON string in line ${line}`);
    ids.push(String(parseJson(text.slice(start, end), file, `in line ${line}`)));
    start = end + 1;
  }
  try {
    return Vocabulary.of(ids);
  } catch (error) {
    if (error instanceof UnknownIdError)
      throw corrupt(file, `has an id twice: ${excerpt(error.message)}`, error);
    throw error;
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === newline) count++;
  return count;
}
