import { afterEach, expect, test, vi } from "vitest";
import { BackendUnavailableError } from "../errors/errors.js";
import { sha256 } from "./sha256.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

// The two published examples of FIPS 180-2, appendix B, and the empty message.
test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
])("%s", async (text, expected) => {
  expect(await sha256(new TextEncoder().encode(text))).toBe(expected);
});

test("a view hashes its own bytes, of shared memory too", async () => {
  const expected = await sha256(Uint8Array.of(2, 3));
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  shared.set([1, 2, 3, 4]);
  expect(await sha256(shared.subarray(1, 3))).toBe(expected);
  expect(await sha256(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe(expected);
});

test("says what a page without WebCrypto has to do", async () => {
  vi.stubGlobal("crypto", {});
  await expect(sha256(new Uint8Array())).rejects.toThrow(BackendUnavailableError);
  await expect(sha256(new Uint8Array())).rejects.toThrow("https pages and on localhost");
});
