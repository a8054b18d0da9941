import { describe, expect, it } from "vitest";
import { UnreadableDataError } from "../../errors/errors.js";
import { parseInteractions } from "../parse-interactions.js";
import { guessFormat } from "./guess-format.js";
import { candidateFormats, interactionFormats } from "./registry.js";

async function read(text: string, format: string) {
  const { interactions, rejected } = await parseInteractions(text, { format });
  const { users, items, userIndex, itemIndex, value, timestamp } = interactions;
  return {
    rejected: rejected.rows.map(({ line, reason }) => `${line}: ${reason}`),
    rows: Array.from(userIndex, (user, i) =>
      [users.idOf(user), items.idOf(itemIndex[i] as number), value[i], timestamp?.[i]].join(" "),
    ),
  };
}

describe("the registry", () => {
  it("names every format as the format names itself", () => {
    for (const [name, format] of Object.entries({ ...interactionFormats, ...candidateFormats }))
      expect(format.name).toBe(name);
  });
});

describe.each<[string, string, string[]]>([
  ["movielens-100k", "196\t242\t3\t881250949\n", ["196 242 3 881250949"]],
  ["ncf", "0\t25\n1\t133\n", ["0 25 1 ", "1 133 1 "]],
  ["ncf", "0\t25\t5\t978824351\n", ["0 25 5 978824351"]],
  ["libimseti", "0,1067,3.0\n1,2,10\n", ["0 1067 3 ", "1 2 10 "]],
  ["triples", "a b\tx, y\t2\n", ["a b x, y 2 "]],
  ["triples", "1::1193::5::978300760\n", ["1 1193 5 978300760"]],
  ["triples", '"a,b",x,2.5,7\nb , y,3,8', ["a,b x 2.5 7", "b y 3 8"]],
  ["triples", "  1 2   3\n4\t5 6\n".replace("\t", " "), ["1 2 3 ", "4 5 6 "]],
  ["pairs", "1 5\n1 6\n", ["1 5 1 ", "1 6 1 "]],
  ["pairs", "1,5\n", ["1 5 1 "]],
  ["pairs", "0\t25\t5\t978824351\n", ["0 25 1 "]],
  ["lists", "1 5 6 7\n2 5\n1 8\n", ["1 5 1 0", "1 6 1 1", "1 7 1 2", "2 5 1 0", "1 8 1 3"]],
  ["lists", "ann,a film,b film\n", ["ann a film 1 0", "ann b film 1 1"]],
])("%s", (format, text, rows) => {
  it(`reads ${JSON.stringify(text)}`, async () => {
    expect(await read(text, format)).toEqual({ rows, rejected: [] });
  });
});

describe("what a format refuses", () => {
  it.each([
    ["ncf", "1\t2\t3\n", "the first line has 3 columns, and files of this split have 2"],
    [
      "triples",
      "1 2\n",
      'the first line has 2 columns, and triples have 3 (user, item, value) or 4 (and time). For user and item alone use the format "pairs"',
    ],
    [
      "pairs",
      "1 2 3 4 5\n",
      'the first line has 5 columns, and pairs have 2 (user, item), or 3 or 4 with a value and a time. For one user a line use the format "lists".',
    ],
    [
      "pairs",
      "userId,movieId\n1,2\n",
      'the first line looks like a header (userId, movieId), and pairs have none. Use the format "csv".',
    ],
  ])("%s: %j", async (format, text, message) => {
    await expect(read(text, format)).rejects.toBeInstanceOf(UnreadableDataError);
    await expect(read(text, format)).rejects.toThrow(message);
  });

  it("a single line", async () => {
    expect((await read("1 5 6\n2\n", "lists")).rejected).toEqual(["2: a user without items"]);
    expect((await read("1,5\n1,,6\n", "lists")).rejected).toEqual(["2: item 1 is empty"]);
    expect((await read("user item rating\n1 2 3\n1 3 3\n", "triples")).rejected).toEqual([
      '1: value "rating" is not a number',
    ]);
  });
});

describe("guessFormat", () => {
  it.each([
    [["userId,movieId,rating", "1,2,3"], "csv"],
    [["\uFEFFuser;item", "1;2"], "csv"],
    [["(0,25)\t1064\t174"], "ncf-negatives"],
    [["1 5", "1 6"], "pairs"],
    [["", "1\t5\t3"], "triples"],
    [["1::5::3::978"], "triples"],
    [["0,1067,3.0"], "triples"],
    [["1 5 6 7", "2 5"], "lists"],
    [["1 5 6 7 8 9"], "lists"],
    [["u,a,1", "u,b,NaN", "v,a,2"], "triples"],
    [["u,a,1", "u,b,2", "v,a,3", "v,"], "triples"],
    [[...Array.from({ length: 20 }, () => "u\ta"), "u\ta\tb\tc", "u\tb"], "pairs"],
    [["a,b,c"], undefined],
    [["one"], undefined],
    [[], undefined],
  ])("takes %j for %s", (lines, format) => {
    expect(guessFormat(lines)).toBe(format);
  });
});
