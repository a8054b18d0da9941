import { describe, expect, it } from "vitest";
import { UnreadableDataError } from "../../errors/errors.js";
import type { Dialect } from "./dialect.js";
import type { Encoding } from "./encoding.js";
import { RecordReader } from "./record-reader.js";

const csv: Dialect = { separator: ",", quotes: true, header: false };

interface Cut {
  readonly records: string[][];
  readonly rejected: { line: number; reason: string; text: string }[];
  readonly numRejected: number;
}

/** Cuts text into records of fields; a record that begins with "bad" is rejected. */
function cut(
  input: string | Uint8Array,
  dialect: Dialect = csv,
  {
    encoding = "utf-8",
    pieceSize = Number.POSITIVE_INFINITY,
  }: { encoding?: Encoding; pieceSize?: number } = {},
): Cut {
  const records: string[][] = [];
  const reader = new RecordReader(
    {
      dialect: () => dialect,
      open: () => {},
      record(fields) {
        const texts = fields.texts();
        if (texts[0] === "bad") return "it is bad";
        records.push(texts);
        return undefined;
      },
    },
    { where: "The input (test)", encoding },
  );
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  for (let start = 0; start < bytes.length; start += pieceSize)
    reader.push(bytes.subarray(start, start + pieceSize));
  reader.finish();
  return { records, rejected: [...reader.rejections.rows], numRejected: reader.rejections.count };
}

describe("RecordReader", () => {
  it("takes the last line without a line break, Windows line ends and a byte order mark", () => {
    expect(cut("\uFEFFa,b\r\nc,d").records).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("leaves out blank lines, counting them", () => {
    const { records, rejected } = cut("\n\r\na,b\n\n  \nbad,x\n");
    expect(records).toEqual([["a", "b"]]);
    expect(rejected).toEqual([{ line: 6, reason: "it is bad", text: "bad,x" }]);
  });

  it("trims blanks around fields, not inside them, and keeps what quotes keep", () => {
    expect(cut('a b , "c, d" ," e ",""\n').records).toEqual([["a b", "c, d", " e ", ""]]);
  });

  it("reads quotes as RFC 4180 has them: separators, line breaks and doubled quotes", () => {
    const { records, rejected } = cut('"a\nb","say ""hi""",c\nd,"""",5" disc\nbad,,\n');
    expect(records).toEqual([
      ["a\nb", 'say "hi"', "c"],
      ["d", '"', '5" disc'],
    ]);
    expect(rejected).toEqual([{ line: 4, reason: "it is bad", text: "bad,," }]);
  });

  it("loses one line to a stray quote, not those after it", () => {
    const { records, rejected } = cut('a,b\nc,"d" e\nf,"g\nh,i\nj,"k"\n');
    expect(records).toEqual([
      ["a", "b"],
      ["h", "i"],
      ["j", "k"],
    ]);
    expect(rejected).toEqual([
      { line: 2, reason: "text follows a closing quote", text: 'c,"d" e' },
      { line: 3, reason: "text follows a closing quote", text: 'f,"g' },
    ]);
    expect(cut('a,b\nc,"d\ne,f').rejected).toEqual([
      { line: 2, reason: "a quote is not closed", text: 'c,"d' },
    ]);
    expect(cut('a,b\nc,"d\ne,f').records).toEqual([
      ["a", "b"],
      ["e", "f"],
    ]);
  });

  it.each<[Dialect["separator"], string, string[][]]>([
    [
      "\t",
      "a b\tc,d\n\te\n",
      [
        ["a b", "c,d"],
        ["", "e"],
      ],
    ],
    [
      "::",
      "1::a:b::3\n4::::5\n",
      [
        ["1", "a:b", "3"],
        ["4", "", "5"],
      ],
    ],
    ["spaces", "  1  2\t3 \r\n\t \n4\n", [["1", "2", "3"], ["4"]]],
    ["|", "1|a b||x\n", [["1", "a b", "", "x"]]],
    [";", "1;2,5\n", [["1", "2,5"]]],
  ])("cuts at %j", (separator, text, records) => {
    expect(cut(text, { separator, quotes: false, header: false }).records).toEqual(records);
  });

  it("cuts alike however the bytes arrive", () => {
    const row = '"a ""quoted"", 🎬\nid",b c,é\r\n';
    const text = `${row.repeat(4000)}bad,"x"\nlast,"line"`;
    const whole = cut(text);
    expect(whole.records.length).toBe(4001);
    expect(whole.rejected).toEqual([{ line: 8001, reason: "it is bad", text: 'bad,"x"' }]);
    for (const pieceSize of [1, 7, 65_536, 100_003]) expect(cut(text, csv, { pieceSize })).toEqual(whole);
  });

  it("decodes latin-1 byte by byte", () => {
    const bytes = Uint8Array.of(0x43, 0x69, 0x74, 0xe9, 0x2c, 0x80, 0x0a);
    expect(cut(bytes, csv, { encoding: "latin1" }).records).toEqual([["Cité", "\u0080"]]);
  });

  it("keeps a thousand rejected rows with 200 letters each, and counts on", () => {
    const { rejected, numRejected } = cut(`bad,${"🎬".repeat(300)}\n`.repeat(1500));
    expect(numRejected).toBe(1500);
    expect(rejected.length).toBe(1000);
    expect(rejected[999]).toEqual({ line: 1000, reason: "it is bad", text: `bad,${"🎬".repeat(98)}` });
  });

  it("says where a file may be cut off", () => {
    expect(cut("a,b\nbad").rejected).toEqual([
      {
        line: 2,
        reason: "it is bad (the file ends here without a line break: it may be cut off)",
        text: "bad",
      },
    ]);
  });

  it("goes on after a quote that stays open for 16 MiB", () => {
    const tail = `c,${"d".repeat(1021)}\n`.repeat(17 * 2 ** 10);
    const { records, rejected } = cut(`a,"b\n${tail}`, csv, { pieceSize: 2 ** 18 });
    expect(rejected).toEqual([{ line: 1, reason: "a quote is not closed", text: 'a,"b' }]);
    expect(records.length).toBe(17 * 2 ** 10);
  });

  it("refuses a line longer than 16 MiB", () => {
    const endless = new Uint8Array(2 ** 24 + 2 ** 20).fill(0x61);
    expect(() => cut(endless, csv, { pieceSize: 2 ** 18 })).toThrow(
      "The input (test): line 1 is longer than 16 MiB, so this is no file of rows. Give a text file with one row a line.",
    );
  });

  it.each([
    [[0xff, 0xfe, 0x61, 0x00], "The input (test) is UTF-16 text. Save it as UTF-8."],
    [[0x1f, 0x8b, 0x08], "The input (test) is compressed with gzip. Decompress it first."],
    [
      [0x50, 0x4b, 3, 4],
      "The input (test) is a ZIP archive or an Excel workbook. Unpack it, or save it as CSV.",
    ],
  ])("says what a file is that is no text: %j", (bytes, message) => {
    const read = () => cut(Uint8Array.from(bytes));
    expect(read).toThrow(UnreadableDataError);
    expect(read).toThrow(message);
  });

  it("refuses a header that cannot be taken apart", () => {
    expect(() => cut('a,"b" c\n1,2\n', { ...csv, header: true })).toThrow(
      "The input (test): the header on line 1 cannot be taken apart: text follows a closing quote. Correct its quotes.",
    );
  });
});
