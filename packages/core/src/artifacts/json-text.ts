import { corrupt, excerpt } from "./corrupt.js";

/** @throws CorruptArtifactError for bytes that are not UTF-8 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    // A byte order mark is kept, so that JSON refuses it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw corrupt(file, "is not UTF-8 text", error);
  }
}

/** @throws CorruptArtifactError for text that is not JSON; `place` names it within the file */
export function parseJson(text: string, file: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw corrupt(file, `is not JSON ${place}: ${excerpt(JSON.stringify(text.slice(0, 100)))}`, error);
  }
}
