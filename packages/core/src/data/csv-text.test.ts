import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text.js";
import { Interactions } from "./interactions.js";
import { parseInteractions } from "./parse-interactions.js";
import { Vocabulary } from "./vocabulary.js";

const users = Vocabulary.of(["ann lee", 'b "b", c', " led", "two\nlines"]);
const items = Vocabulary.of(["🎬", "x"]);

describe("csvText", () => {
  it("quotes what has to be quoted", () => {
    const rows = new Interactions(users, items, {
      userIndex: Int32Array.of(0, 1, 2, 3),
      itemIndex: Int32Array.of(0, 1, 0, 1),
      value: Float32Array.of(1, 2.5, -3, 0),
      timestamp: Float64Array.of(978824351, 1.5, 0, 2),
    });
    expect([...csvText([rows], rows)].join("")).toBe(
      'user,item,value,timestamp\nann lee,🎬,1,978824351\n"b ""b"", c",x,2.5,1.5\n" led",🎬,-3,0\n"two\nlines",x,0,2\n',
    );
  });

  it("is read back as it was, from any blocks", async () => {
    const id = fc
      .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
      .filter((text) => !text.includes("\0"));
    const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 8 });
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    const cell = fc.record({ user: fc.nat(7), item: fc.nat(7), value: number, time: fc.integer() });
    await fc.assert(
      fc.asyncProperty(ids, ids, fc.array(cell, { minLength: 1 }), async (userIds, itemIds, cells) => {
        const written = new Interactions(Vocabulary.of(userIds), Vocabulary.of(itemIds), {
          userIndex: Int32Array.from(cells, ({ user }) => user % userIds.length),
          itemIndex: Int32Array.from(cells, ({ item }) => item % itemIds.length),
          value: Float32Array.from(cells, ({ value }) => value),
          timestamp: Float64Array.from(cells, ({ time }) => time),
        });
        const blocks = cells.map((_, row) => written.select(Int32Array.of(row)));
        const text = [...csvText(blocks, written)].join("");
        const { interactions: read } = await parseInteractions(text, {
          format: "csv",
          duplicates: "keep-all",
        });
        const idsOf = (data: Interactions) =>
          Array.from(data.userIndex, (user, row) => [
            data.users.idOf(user),
            data.items.idOf(data.itemIndex[row] ?? -1),
          ]);
        expect(idsOf(read)).toEqual(idsOf(written));
        // CSV has one zero, and writes −0 as it.
        expect([...read.value]).toEqual([...written.value].map((value) => value + 0));
        expect(read.timestamp).toEqual(written.timestamp);
      }),
      { seed: 1 },
    );
  });
});
