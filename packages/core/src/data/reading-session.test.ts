import { describe, expect, it } from "vitest";
import type { InteractionFormat } from "./formats/format.js";
import { movielens100kItems, movielens100kUsers } from "./formats/movielens-100k-attributes.js";
import { tableLayout } from "./formats/table-layout.js";
import { parseInteractions } from "./parse-interactions.js";
import { ReadingSession } from "./reading-session.js";

describe("ReadingSession", () => {
  it("numbers the users and items of train, test and negatives alike", async () => {
    const session = new ReadingSession();
    const train = await session.readInteractions("u1\ti1\nu2\ti2\n", { format: "ncf" });
    const test = await session.readInteractions("u2\ti3\t5\t10\nu3\ti1\t4\t11\n", { format: "ncf" });
    const negatives = await session.readCandidates("(u2,i3)\ti1\ti3\ti9\n(u3, i1)\ti2\ti9\n", {
      format: "ncf-negatives",
    });
    const [trainResult, testResult] = [session.result(train), session.result(test)];
    expect(testResult.interactions.users).toBe(trainResult.interactions.users);
    expect(trainResult.interactions.users.ids).toEqual(["u1", "u2", "u3"]);
    expect(trainResult.interactions.items.ids).toEqual(["i1", "i2", "i3", "i9"]);
    expect([...trainResult.interactions.userIndex]).toEqual([0, 1]);
    expect([...testResult.interactions.userIndex]).toEqual([1, 2]);
    expect([...testResult.interactions.itemIndex]).toEqual([2, 0]);
    expect(trainResult.interactions.timestamp).toBeUndefined();
    expect([...(testResult.interactions.timestamp ?? [])]).toEqual([10, 11]);
    expect(negatives).toEqual({
      numRowsRead: 2,
      rejected: { count: 0, rows: [] },
      numEqualToPositive: 1,
      positives: Int32Array.of(2, 0),
      candidates: {
        users: Int32Array.of(1, 2),
        offsets: Int32Array.of(0, 2, 4),
        items: Int32Array.of(0, 3, 1, 3),
      },
    });
  });

  it("rejects lists of negatives that are none", async () => {
    const { rejected, candidates } = await new ReadingSession().readCandidates(
      [
        "(u1,i1)\ti2",
        "u2\ti2",
        "(u3,i1)",
        "(u4,i1)\ti2\t\ti3",
        "(u1,i5)\ti2",
        "(u5,i1)\ti2",
        "(u6,i1)\ti2",
        "(u7,i1)\ti2",
      ].join("\n"),
      { format: "ncf-negatives" },
    );
    expect(rejected.rows.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: "u2" is not a test item in the form (user,item)',
      "3: a test item without negatives",
      "4: negative 2 is empty",
      '5: the user "u1" has a list on an earlier line',
    ]);
    expect([...candidates.offsets]).toEqual([0, 1, 2, 3, 4]);
  });

  it("numbers a catalogue in its order and describes its items", async () => {
    const session = new ReadingSession();
    const flags = (...genres: number[]) =>
      Array.from({ length: 19 }, (_, g) => (genres.includes(g) ? 1 : 0)).join("|");
    const bytes = Buffer.from(
      [
        `7|Cité des enfants perdus, La (1995)|01-Jan-1995||http://x|${flags(2, 15)}`,
        `3|unknown||||${flags(0)}`,
        `5|Land Before Time III (1995) (V)|01-Jan-1995||x|${flags(3)}`,
        `6|Untitled|02-Feb-1994||x|${flags()}`,
        "9|cut off",
      ].join("\n"),
      "latin1",
    );
    const read = await session.readAttributes(bytes, { side: "items", format: movielens100kItems });
    expect(read.rejected.rows[0]?.reason).toMatch(/^2 columns instead of 24 /);
    await session.readAttributes("2|24|M|technician|85711\n", { side: "users", format: movielens100kUsers });
    const part = await session.readInteractions("1\t3\t5\t10\n", { format: "movielens-100k" });
    const { interactions, itemAttributes, userAttributes } = session.result(part);
    expect(interactions.items.ids).toEqual(["7", "3", "5", "6"]);
    expect(interactions.users.ids).toEqual(["2", "1"]);
    expect(itemAttributes?.get("7")).toEqual({
      title: "Cité des enfants perdus, La",
      year: 1995,
      genres: ["Adventure", "Sci-Fi"],
    });
    expect(itemAttributes?.get("3")).toEqual({ title: "unknown", genres: ["unknown"] });
    expect(itemAttributes?.get("5")).toEqual({
      title: "Land Before Time III (V)",
      year: 1995,
      genres: ["Animation"],
    });
    expect(itemAttributes?.get("6")).toEqual({ title: "Untitled", year: 1994, genres: [] });
    expect(itemAttributes?.get("9")).toBeUndefined();
    expect(userAttributes?.get("2")).toEqual({
      age: 24,
      gender: "M",
      occupation: "technician",
      zipCode: "85711",
    });
  });

  it("refuses new ids once a result was made", async () => {
    const session = new ReadingSession();
    session.result(await session.readInteractions("a b\n", { format: "pairs" }));
    await expect(session.readInteractions("a c\n", { format: "pairs" })).rejects.toThrow(
      'The id "c" came after the vocabulary was built: add all ids first.',
    );
  });
});

describe("a format of one's own", () => {
  it("is read like the registered ones", async () => {
    const format: InteractionFormat = {
      kind: "interactions",
      name: "backwards",
      title: "Backwards",
      summary: "Item, then user, separated by bars.",
      encoding: "utf-8",
      takesMapping: false,
      dialect: () => ({ separator: "|", quotes: false, header: false }),
      layout: () => tableLayout({ item: 0, user: 1, numColumns: 2 }),
    };
    const { interactions } = await parseInteractions("x|ann\ny|ann\n", { format });
    expect(interactions.users.ids).toEqual(["ann"]);
    expect(interactions.items.ids).toEqual(["x", "y"]);
    await expect(parseInteractions("", { format })).rejects.toThrow("The input (backwards) is empty.");
  });
});
