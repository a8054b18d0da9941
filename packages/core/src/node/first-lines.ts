import { UnreadableDataError } from "../errors/errors.js";
import { fileBytes } from "./file-bytes.js";

const maxBytes = 2 ** 16;

/**
 * The complete lines among a file's first 64 KiB, at most 100; a last line without an end counts where the file ends
 * with it, and a first one that is longer than that by its beginning. Bytes that are not UTF-8 come as �.
 *
 * @throws UnreadableDataError as `fileBytes`
 */
export async function firstLines(path: string): Promise<string[]> {
  return (await readStart(path)).lines;
}

/**
 * The first line that is not blank.
 *
 * @throws UnreadableDataError as `fileBytes`, and for a file that has none
 */
export async function firstFilledLine(path: string): Promise<string> {
  const { lines, isCut } = await readStart(path);
  const line = lines.find((each) => each.trim() !== "");
  if (line === undefined)
    throw new UnreadableDataError(`"${path}" is empty. Give a file with at least one row.`);
  if (isCut) {
    throw new UnreadableDataError(
      `"${path}": its first line is longer than ${maxBytes / 2 ** 10} KiB: "${line.slice(0, 80)}…". Give a file with fewer columns.`,
    );
  }
  return line;
}

/** `isCut` where the only line goes on behind what was read. */
async function readStart(path: string): Promise<{ readonly lines: string[]; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (await fileBytes(path)).source) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
  const lines = text.split(/\r?\n/);
  const isCut = length >= maxBytes && lines.length === 1;
  if (length >= maxBytes && !isCut) lines.pop();
  return { lines: lines.slice(0, 100), isCut };
}
