import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInteractions } from "../parse-interactions.js";
import type { ColumnMapping } from "./column-mapping.js";
import { guessMapping } from "./column-mapping.js";

const read = (text: string, mapping?: ColumnMapping) =>
  parseInteractions(text, { format: "csv", name: "x.csv", ...(mapping && { mapping }) });

describe("csv", () => {
  it.each([
    [
      "userId,movieId,rating,timestamp",
      { user: "userId", item: "movieId", value: "rating", timestamp: "timestamp" },
    ],
    ["user_id\titem_id", { user: "user_id", item: "item_id" }],
    [
      "Date;Stars;Product ID;Customer",
      { user: "Customer", item: "Product ID", value: "Stars", timestamp: "Date" },
    ],
    ["rater|profile|value", { user: "rater", item: "profile", value: "value" }],
    ['"User","Item","Weight"', { user: "User", item: "Item", value: "Weight" }],
    ["user,user_id,item", { user: "user_id", item: "item" }],
  ])("guesses the columns of %s", (header, mapping) => {
    const names = header.split(/[,\t;|]/).map((name) => name.replaceAll('"', ""));
    expect(guessMapping(names)).toEqual(mapping);
  });

  it.each([
    ["user,item,value\na,x,2\n"],
    ["value\titem\tuser\n2\tx\ta\n"],
    ["junk;user;item;value\n1,5;a;x;2\n"],
    ["user|item|value\na|x|2\n"],
    ['"user","item","value, of course"\n"a","x",2\n'],
  ])("reads %j", async (text) => {
    const mapping = text.includes("of course")
      ? { user: "user", item: "item", value: "value, of course" }
      : undefined;
    const { interactions } = await read(text, mapping);
    expect(interactions.users.ids).toEqual(["a"]);
    expect(interactions.items.ids).toEqual(["x"]);
    expect([...interactions.value]).toEqual([2]);
    expect(interactions.timestamp).toBeUndefined();
  });

  it("takes the columns of a mapping, and 1 for every value without one", async () => {
    const { interactions } = await read("who,what,rating,when\na,x,3,7\n", {
      user: "who",
      item: "what",
      timestamp: "when",
    });
    expect([...interactions.value]).toEqual([1]);
    expect([...(interactions.timestamp ?? [])]).toEqual([7]);
  });

  it.each<[string, ColumnMapping | undefined, string]>([
    [
      "who,what\na,x\n",
      undefined,
      '"x.csv" (csv): cannot tell which columns hold the user and the item. Its first line names "who", "what". Say which is which with a column mapping (user, item, value, timestamp); a file without a header has the format "triples" or "pairs".',
    ],
    [
      "user,item\na,x\n",
      { user: "user", item: "film" },
      '"x.csv" (csv) has no column "film". Its columns are "user", "item".',
    ],
    [
      "user,item,item\na,x,y\n",
      { user: "user", item: "item" },
      '"x.csv" (csv) has two columns "item". Rename one of them.',
    ],
    [
      "user,item\na,x\n",
      { user: "user", item: "user" },
      'The column mapping names "user" twice: each column has one role.',
    ],
  ])("says what is wrong with the columns of %j", async (text, mapping, message) => {
    await expect(read(text, mapping)).rejects.toThrow(message);
  });

  it("gets back any ids, however they are quoted", async () => {
    const id = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("\0"));
    // Text has no negative zero.
    const value = fc.float({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    const row = fc.tuple(id, id, value);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), async (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map(([user, item, value]) => `${quoted(user)},${quoted(item)},${value}`);
        const { interactions, rejected } = await parseInteractions(
          ["user,item,value", ...lines].join("\r\n"),
          { format: "csv", duplicates: "keep-all" },
        );
        expect(rejected).toEqual({ count: 0, rows: [] });
        const back = Array.from(interactions.userIndex, (user, i) => [
          interactions.users.idOf(user),
          interactions.items.idOf(interactions.itemIndex[i] as number),
          interactions.value[i],
        ]);
        expect(back).toEqual(rows);
      }),
      { seed: 1 },
    );
  });
});
