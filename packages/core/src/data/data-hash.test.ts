import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashInteractions } from "./data-hash.js";
import { type InteractionColumns, Interactions } from "./interactions.js";
import { Vocabulary } from "./vocabulary.js";

const users = Vocabulary.of(["ann", "🎬"]);
const items = Vocabulary.of(["x", "y"]);
const columns: InteractionColumns = {
  userIndex: Int32Array.of(0, 1),
  itemIndex: Int32Array.of(1, 0),
  value: Float32Array.of(5, 2.5),
  timestamp: Float64Array.of(10, 20),
};
const hash = (changed: Partial<InteractionColumns> = {}, [u, i] = [users, items]) =>
  hashInteractions(new Interactions(u, i, { ...columns, ...changed }));

describe("hashInteractions", () => {
  it("is the SHA-256 of the hashes of ids and columns", async () => {
    const sha256 = (bytes: NodeJS.ArrayBufferView | string) =>
      createHash("sha256").update(bytes).digest("hex");
    const parts = [
      sha256('[["ann","🎬"],["x","y"]]'),
      ...[columns.userIndex, columns.itemIndex, columns.value, Float64Array.of(10, 20)].map(sha256),
    ];
    expect(await hash()).toBe(sha256(parts.join("\n")));
  });

  it("is the same for the same rows, wherever their bytes lie", async () => {
    const value = Float32Array.of(9, 5, 2.5).subarray(1);
    expect(await hash({ value })).toBe(await hash());
  });

  it("differs with any cell, id, order or the lack of time", async () => {
    const { timestamp: _, ...timeless } = columns;
    const others = await Promise.all([
      hash({ userIndex: Int32Array.of(1, 1) }),
      hash({ itemIndex: Int32Array.of(0, 0) }),
      hash({ value: Float32Array.of(5, 2) }),
      hash({ timestamp: Float64Array.of(20, 10) }),
      hash({}, [Vocabulary.of(["ann", "bob"]), items]),
      hash({}, [users, Vocabulary.of(["y", "x"])]),
      hashInteractions(new Interactions(users, items, timeless)),
    ]);
    expect(new Set([await hash(), ...others]).size).toBe(8);
  });
});
