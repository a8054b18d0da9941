import { describe, expect, it } from "vitest";
import { AbortedError, InvalidConfigError, UnreadableDataError } from "../errors/errors.js";
import { parseInteractions } from "./parse-interactions.js";
import type { ReadProgress } from "./reading/read-records.js";
import type { DataSource } from "./reading/source.js";
import type { InteractionReadOptions } from "./reading-session.js";

/** The rows read, by external ids. */
async function readRows(source: DataSource, options: InteractionReadOptions) {
  const { interactions, ...read } = await parseInteractions(source, options);
  const { users, items, userIndex, itemIndex, value, timestamp } = interactions;
  const rows = Array.from(userIndex, (user, i) => [
    users.idOf(user),
    items.idOf(itemIndex[i] as number),
    value[i],
    ...(timestamp ? [timestamp[i]] : []),
  ]);
  return { rows, users: users.ids, items: items.ids, ...read };
}

const csv = { format: "csv", name: "ratings.csv" } as const;

describe("parseInteractions", () => {
  it("reads ids with spaces, emoji, quotes, separators and line breaks", async () => {
    const text = 'user,item,rating\r\nann lee,🎬 film,4\r\n"bob, ""b""","two\nlines",2.5';
    const { rows, numRowsRead, rejected, duplicates } = await readRows(text, csv);
    expect(rows).toEqual([
      ["ann lee", "🎬 film", 4],
      ['bob, "b"', "two\nlines", 2.5],
    ]);
    expect({ numRowsRead, rejected, duplicates }).toEqual({
      numRowsRead: 2,
      rejected: { count: 0, rows: [] },
      duplicates: 0,
    });
  });

  it("counts and keeps what it cannot read, with line and reason, and nothing of it elsewhere", async () => {
    const good = Array.from({ length: 9 }, (_, i) => `ok,item ${i},3,100`);
    const bad = [
      "ann,y",
      "ann,z,NaN,100",
      "ann,x,good,100",
      "ann,y,3,inf",
      "ann,z,3,soon",
      ",x,3,100",
      "ann,,3,100",
      "ann,x,1e39,100",
      "ann,x,,100",
    ];
    const text = ["user_id,movieId,rating,timestamp", ...bad, ...good].join("\n");
    const { rows, users, items, numRowsRead, rejected } = await readRows(text, csv);
    expect(numRowsRead).toBe(18);
    expect(rejected.count).toBe(9);
    expect(rejected.rows.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "2: 2 columns instead of 4",
      '3: value "NaN" is not finite',
      '4: value "good" is not a number',
      '5: timestamp "inf" is not finite',
      '6: timestamp "soon" is neither a number of seconds nor an ISO 8601 time',
      "7: user is empty",
      "8: item is empty",
      '9: value "1e39" is too large',
      "10: value is empty",
    ]);
    expect(rejected.rows.map((row) => row.text)).toEqual(bad);
    expect(rows.length).toBe(9);
    expect(users).toEqual(["ok"]);
    expect(items).toEqual(good.map((row) => row.split(",")[1]));
  });

  it("rejects ids that are not of the encoding, and reads them in the right one", async () => {
    const bytes = new Uint8Array([..."user,item\na,b\ncit", "é", ",b\n"].join("").length);
    for (const [i, letter] of [..."user,item\na,b\ncité,b\n"].entries()) bytes[i] = letter.charCodeAt(0);
    const { rejected } = await readRows(bytes, csv);
    expect(rejected.rows).toEqual([
      {
        line: 3,
        reason: 'user is not UTF-8 text (for an older file, give encoding "latin1")',
        text: "cit�,b",
      },
    ]);
    const { users } = await readRows(bytes, { ...csv, encoding: "latin1" });
    expect(users).toEqual(["a", "cité"]);
  });

  it("rejects ids that nothing could store", async () => {
    const text = `user,item\na,b\na,c\0d\n${"x".repeat(1025)},b\n${"y".repeat(1024)},b\n`;
    const { rejected, users } = await readRows(text, csv);
    expect(rejected.rows.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "3: item holds a NUL character",
      "4: user is longer than 1024 bytes",
    ]);
    expect(users).toEqual(["a", "y".repeat(1024)]);
  });

  it("tells progress in bytes and rows", async () => {
    async function* pieces() {
      yield "user,item\n";
      for (let i = 0; i < 3; i++) yield `u${i},i\n`.padEnd(100_000, "x").concat("\n");
    }
    const progress: ReadProgress[] = [];
    await parseInteractions(pieces(), { ...csv, onProgress: (now) => progress.push(now) });
    expect(progress.map(({ bytes }) => bytes)).toEqual([10, 100_011, 200_012, 300_013, 300_013]);
    expect(progress.at(-1)?.rows).toBe(6);
  });

  it("stops when its signal says so, and leaves the source", async () => {
    const controller = new AbortController();
    let left = false;
    async function* endless() {
      try {
        yield "user,item\n";
        for (;;) yield "a,b\n".repeat(50_000);
      } finally {
        left = true;
      }
    }
    const onProgress = ({ rows }: ReadProgress) => rows > 100_000 && controller.abort();
    const reading = parseInteractions(endless(), { ...csv, onProgress, signal: controller.signal });
    await expect(reading).rejects.toBeInstanceOf(AbortedError);
    expect(left).toBe(true);
  });

  it.each<[string, InteractionReadOptions, string]>([
    ["", csv, '"ratings.csv" (csv) is empty. Give a file with at least one row.'],
    ["\n\r\n  \n", { format: "pairs" }, "The input (pairs) is empty. Give a file with at least one row."],
    [
      "user,item,rating\n",
      csv,
      '"ratings.csv" (csv) has a header and no rows. Give a file with at least one row below the header.',
    ],
    [
      "user,item,rating\na,b,x\n",
      csv,
      '"ratings.csv" (csv) has no valid row among its 1: line 2: value "x" is not a number. Check that the format and its columns are right for this file.',
    ],
    [
      "user,item,rating\na,b,3\n\na,c,x\na,d\nb,b,4\na,,\nc\n",
      csv,
      '"ratings.csv" (csv) has 4 bad rows of 6, more than half: line 4: value "x" is not a number; line 5: 2 columns instead of 3; line 7: item is empty. Check that the format and its columns are right for this file.',
    ],
  ])("refuses the whole of %j", async (text, options, message) => {
    const reading = parseInteractions(text, options);
    await expect(reading).rejects.toBeInstanceOf(UnreadableDataError);
    await expect(parseInteractions(text, options)).rejects.toThrow(message);
  });

  it("takes a file of which just half is bad", async () => {
    const { rows, rejected } = await readRows("user,item,rating\na,b,3\na,c,x\n", csv);
    expect(rows).toEqual([["a", "b", 3]]);
    expect(rejected.count).toBe(1);
  });

  it("keeps the last of duplicate rows, or as told", async () => {
    const text = "user,item,rating\na,x,1\nb,x,2\na,x,3\n";
    const kept = async (duplicates?: "keep-first" | "keep-all") => {
      const read = await readRows(text, { ...csv, ...(duplicates && { duplicates }) });
      expect(read.duplicates).toBe(1);
      return read.rows.map(([, , value]) => value);
    };
    expect(await kept()).toEqual([2, 3]);
    expect(await kept("keep-first")).toEqual([1, 2]);
    expect(await kept("keep-all")).toEqual([1, 2, 3]);
  });

  it("refuses an unknown format, and a mapping where none is taken", async () => {
    await expect(parseInteractions("a\tb", { format: "xml" })).rejects.toThrow(
      new InvalidConfigError(
        'There is no format "xml" here. Known are movielens-100k, ncf, libimseti, csv, triples, pairs, lists.',
      ),
    );
    await expect(
      parseInteractions("a\tb", { format: "pairs", mapping: { user: "a", item: "b" } }),
    ).rejects.toThrow(
      'The format "pairs" knows its columns: leave out the column mapping, or use the format "csv".',
    );
  });

  it("says that a row without a line break at the end may be cut off", async () => {
    const { rejected } = await readRows("1\t2\t3\t4\n1\t3\t5\t6\n1\t4\t5", { format: "movielens-100k" });
    expect(rejected.rows).toEqual([
      {
        line: 3,
        reason: "3 columns instead of 4 (the file ends here without a line break: it may be cut off)",
        text: "1\t4\t5",
      },
    ]);
  });
});
