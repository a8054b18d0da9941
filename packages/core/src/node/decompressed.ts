import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UnreadableDataError } from "../errors/errors.js";

const gzipMagic = [0x1f, 0x8b];

/**
 * Bytes as they come, or decompressed where they begin as gzip does, whatever the file is called.
 *
 * @param name what errors call the source
 * @throws UnreadableDataError for gzip data that is damaged or cut off
 */
export async function* decompressed(
  source: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  try {
    while (head.length < gzipMagic.length) {
      const next = await iterator.next();
      if (next.done) break;
      head = Buffer.concat([head, next.value]);
    }
    const whole = resumed(head, iterator);
    if (gzipMagic.every((byte, i) => head[i] === byte)) yield* gunzipped(whole, name);
    else yield* whole;
  } finally {
    await iterator.return?.();
  }
}

async function* resumed(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

async function* gunzipped(
  source: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // The callback is where pipeline tells errors; the stream they destroy throws them here too.
    yield* pipeline(
      Readable.from(source, { objectMode: false }),
      createGunzip({ chunkSize: 2 ** 18 }),
      () => {},
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new UnreadableDataError(
      code === "Z_BUF_ERROR"
        ? `"${name}" is compressed with gzip and ends too early: it is cut off. Copy or download it again.`
        : `"${name}" is compressed with gzip and damaged (${code}). Copy or download it again.`,
      { cause: error },
    );
  }
}
