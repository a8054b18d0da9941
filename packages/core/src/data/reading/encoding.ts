/** How bytes spell letters. `latin1` is ISO 8859-1, as the older MovieLens files are written. */
export type Encoding = "utf-8" | "latin1";

/** The text of bytes, or undefined where they are not of the encoding. */
export type Decode = (bytes: Uint8Array) => string | undefined;

export const decoders: Readonly<Record<Encoding, Decode>> = { "utf-8": decodeUtf8, latin1: decodeLatin1 };

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Not TextDecoder("latin1"), which the web platform defines as windows-1252. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
