import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { honestyReportSchema } from "@tastemaker/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../test/run-cli.js";

let directory: string;
let train: string;
let heldOut: string;

// Forty users of two halves of thirty items; each leaves one item of his half out, and rates by it.
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-report-"));
  const rows = Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 12 }, (_, i) => {
      const item = ((user * 7 + i * 2) % 30) + (user % 2 === 0 ? 0 : 30);
      return { line: `u${user}\ti${item}\t${(item % 5) + 1}`, held: i === 0 };
    }),
  ).flat();
  const write = async (name: string, held: boolean) => {
    const target = path.join(directory, name);
    await writeFile(
      target,
      rows
        .filter((row) => row.held === held)
        .map(({ line }) => `${line}\n`)
        .join(""),
    );
    return target;
  };
  [train, heldOut] = [await write("train.tsv", false), await write("test.tsv", true)];
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

const experiment = (args: readonly string[]) =>
  runCli(["experiment", "--train", train, "--test", heldOut, "--threads", "1", ...args]);
const out = (name: string) => path.join(directory, name);
const readReport = async (name: string) =>
  honestyReportSchema.parse(JSON.parse(await readFile(out(name), "utf8")));

test("writes a report in each form, against the baselines of rankings, and prints its verdict", async () => {
  const files = ["a.html", "a.md", "a.json"].map(out);
  const { status, stdout, stderr } = await experiment([
    ...["--model", "pure-svd", "--set", "embeddingDim=2", "--k", "5"],
    ...files.flatMap((file) => ["--report", file]),
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  const report = await readReport("a.json");
  expect(report.systems[0]).toMatchObject({ name: "pure-svd", role: "model", configurations: 1 });
  expect(
    report.systems
      .slice(1)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["ease", "ials", "item-knn", "popularity"]);
  expect(report.primary).toBe("ndcg@5");
  expect(stdout).toContain(report.verdict.sentence);
  expect(await readFile(out("a.html"), "utf8")).toMatch(/^<!doctype html>.*<\/html>\n$/s);
  expect(await readFile(out("a.md"), "utf8")).toMatch(/^# Pure ?SVD, measured\n/);
});

test("holds it against the baselines that are named, but never itself, and none", async () => {
  await experiment([
    "--model",
    "ease",
    "--json",
    "--baselines",
    "popularity,ease",
    "--report",
    out("b.json"),
  ]);
  expect((await readReport("b.json")).systems.map(({ name }) => name)).toEqual(["ease", "popularity"]);
  const { stdout } = await experiment([
    "--model",
    "ease",
    "--json",
    "--baselines",
    "none",
    "--report",
    out("c.json"),
  ]);
  expect((await readReport("c.json")).verdict.outcome).toBe("alone");
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
});

test("tunes baselines by the same budget", async () => {
  const log = out("search.json");
  const { status, stderr } = await experiment([
    ...["--model", "ease", "--baselines", "item-knn,popularity", "--search", "3", "--validation", "random"],
    ...["--search-log", log, "--report", out("d.json")],
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  const { systems, verdict } = await readReport("d.json");
  const budgetOf = (name: string) => systems.find((system) => system.name === name);
  expect(budgetOf("ease")).toMatchObject({
    configurations: 3,
    searchBudget: expect.stringContaining("random search"),
  });
  expect(budgetOf("item-knn")).toMatchObject({ configurations: 3 });
  expect(JSON.parse(await readFile(out("search.item-knn.json"), "utf8"))).toBeTruthy();
  expect(verdict.caveats.join()).not.toContain("Nothing was tuned");
  // Popularity has a single configuration: more could not make it better.
  expect(verdict.caveats.join()).not.toContain("budgets differ");
});

test("reports on ratings too", async () => {
  const { status, stderr } = await experiment([
    ...["--model", "funk-svd", "--set", "epochs=5", "--task", "rating", "--report", out("e.json")],
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  const report = await readReport("e.json");
  expect(report.systems.map(({ name }) => name)).toEqual(["funk-svd", "biased-mf"]);
  expect(report.primary).toBe("rmse");
});

test("slices by features of few values", async () => {
  const users = out("users.csv");
  const items = out("items.csv");
  const lines = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("\n");
  await writeFile(users, `user,side\n${lines(40, (i) => `u${i},${i % 2 === 0 ? "left" : "right"}`)}\n`);
  await writeFile(items, `item,genres\n${lines(60, (i) => `i${i},${i < 30 ? "calm|slow" : "loud|slow"}`)}\n`);
  const { status, stderr } = await experiment([
    ...[
      "--model",
      "gmf",
      "--set",
      "epochs=1",
      "--k",
      "5",
      "--baselines",
      "popularity",
      "--report",
      out("f.json"),
    ],
    ...["--user-features", users, "--item-features", items],
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  const { slices, systems } = await readReport("f.json");
  const side = slices.find(({ title }) => title === "side");
  expect(side).toMatchObject({ of: "users", rows: [{ numUsers: 20 }, { numUsers: 20 }] });
  const genres = slices.find(({ title }) => title === "genres");
  expect(genres?.of).toBe("items");
  expect(genres?.rows.map(({ label }) => label).sort()).toEqual(["calm", "loud", "slow"]);
  expect(systems[0]?.lists?.["calibrationError@5"]?.mean).toBeGreaterThan(0);
});

describe("refuses", () => {
  test.each([
    [["--report", "a.pdf"], "Give a file that ends with .html, .md, .json"],
    [["--report", "/nowhere/at/all.html"], 'there is no folder "/nowhere/at"'],
    [["--search", "2", "--search-log", "/nowhere/at/all.json"], 'there is no folder "/nowhere/at"'],
    [["--search", "2", "--search-log", tmpdir()], "it is a folder"],
    [["--baselines", "ease"], "name its file by --report"],
    [["--baselines", "ease,,ials", "--report", "a.md"], "Give names of models"],
    [["--baselines", "oracle", "--report", "a.md"], 'No model is named "oracle"'],
    [
      ["--task", "rating", "--model", "funk-svd", "--baselines", "ease", "--report", "a.md"],
      "ease is for ranking",
    ],
  ])("%j", async (args, message) => {
    const { status, stderr, stdout } = await experiment(["--model", "popularity", ...args]);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(status).toBeGreaterThan(0);
  });
});
