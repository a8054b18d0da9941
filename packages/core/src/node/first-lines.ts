import { fileBytes } from "./file-bytes.js";

const maxBytes = 2 ** 16;

/**
 * The complete lines among a file's first 64 KiB, at most 100; a last line without an end counts where the file ends
 * with it. Bytes that are not UTF-8 come as �.
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
  if (length >= maxBytes) lines.pop();
  return lines.slice(0, 100);
}
