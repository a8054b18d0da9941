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
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (await fileBytes(path)).source) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
  const lines = text.split(/\r?\n/);
  // A first line that is longer still is told by its beginning.
  if (length >= maxBytes && lines.length > 1) lines.pop();
  return lines.slice(0, 100);
}

/**
 * The first line that is not blank.
 *
 * @throws UnreadableDataError as `fileBytes`, and for a file that has none
 */
export async function firstFilledLine(path: string): Promise<string> {
  const line = (await firstLines(path)).find((each) => each.trim() !== "");
  if (line !== undefined) return line;
  throw new UnreadableDataError(`"${path}" is empty. Give a file with at least one row.`);
}
