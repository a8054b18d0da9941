import { describe, expect, it } from "vitest";
import { type DataSource, sourcePieces } from "./source.js";

async function collect(source: DataSource): Promise<{ text: string; sizes: number[]; decoded: boolean[] }> {
  const pieces = [];
  for await (const piece of sourcePieces(source)) pieces.push(piece);
  const bytes = Buffer.concat(pieces.map(({ bytes: piece }) => piece));
  return {
    text: bytes.toString("utf8"),
    sizes: pieces.map((piece) => piece.bytes.length),
    decoded: pieces.map((piece) => piece.decoded),
  };
}

async function* from<T>(...chunks: T[]): AsyncGenerator<T> {
  yield* chunks;
}

describe("sourcePieces", () => {
  it("cuts large bytes into pieces of 256 KiB", async () => {
    const { sizes, decoded } = await collect(new Uint8Array(600_000));
    expect(sizes).toEqual([262_144, 262_144, 75_712]);
    expect(decoded).toEqual([false, false, false]);
  });

  it("mends letters that pieces of text cut in two", async () => {
    const film = "🎬";
    expect(await collect(from(`a${film.slice(0, 1)}`, `${film.slice(1)}b`))).toEqual({
      text: "a🎬b",
      sizes: [1, 5],
      decoded: [true, true],
    });
    const long = `${"x".repeat(2 ** 18 - 1)}${film}`.repeat(2);
    expect((await collect(long)).text).toBe(long);
  });

  it("shows half a letter at the end as �", async () => {
    expect((await collect(from("a\ud83c"))).text).toBe("a�");
  });

  it("has no pieces for nothing", async () => {
    expect((await collect("")).sizes).toEqual([]);
    expect((await collect(from("", ""))).sizes).toEqual([]);
  });
});
