import { BackendUnavailableError } from "../errors/errors.js";

/**
 * The SHA-256 of bytes (at most 2 GiB − 1), as 64 hexadecimal digits, through WebCrypto.
 *
 * @throws BackendUnavailableError on a page that browsers do not take for secure
 */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) {
    throw new BackendUnavailableError(
      "There is no WebCrypto here, which checksums need. Browsers have it on https pages and on localhost: serve the page from there.",
    );
  }
  const digest = new Uint8Array(await subtle.digest("SHA-256", unshared(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** WebCrypto refuses views of shared memory: those are copied. */
function unshared({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new Uint8Array(buffer, byteOffset, byteLength);
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(view);
}
