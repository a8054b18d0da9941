import { yieldToEventLoop } from "../../training/yield-to-event-loop.js";

/** What readers read: bytes in pieces of any size, or text that is decoded already. */
export type DataSource = string | Uint8Array | AsyncIterable<Uint8Array> | AsyncIterable<string>;

/** Bytes handed on at once: between two pieces progress is told, the signal looked at and the event loop let run. */
const pieceSize = 2 ** 18;

/** True where the source is decoded text, so that its encoding is nobody's question. */
export interface SourcePiece {
  readonly bytes: Uint8Array;
  readonly decoded: boolean;
}

/** The source in pieces of at most 256 KiB, text as UTF-8. Letters cut in two by pieces of text are mended. */
export async function* sourcePieces(source: DataSource): AsyncGenerator<SourcePiece, void, undefined> {
  const encoder = new TextEncoder();
  let heldBack = "";
  for await (const chunk of chunksOf(source)) {
    if (typeof chunk !== "string") {
      yield* cut(chunk, false);
      continue;
    }
    const text = heldBack + chunk;
    // A high surrogate at the end waits for its other half.
    const end = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    heldBack = text.slice(end);
    for (let start = 0; start < end; ) {
      let next = Math.min(end, start + pieceSize);
      if (next < end && isHighSurrogate(text.charCodeAt(next - 1))) next--;
      yield* cut(encoder.encode(text.slice(start, next)), true);
      start = next;
    }
  }
  if (heldBack) yield* cut(encoder.encode(heldBack), true);
}

async function* cut(bytes: Uint8Array, decoded: boolean): AsyncGenerator<SourcePiece, void, undefined> {
  for (let start = 0; start < bytes.length; start += pieceSize) {
    yield { bytes: bytes.subarray(start, start + pieceSize), decoded };
    await yieldToEventLoop();
  }
}

async function* chunksOf(source: DataSource): AsyncGenerator<Uint8Array | string, void, undefined> {
  if (typeof source === "string" || source instanceof Uint8Array) yield source;
  else yield* source;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
