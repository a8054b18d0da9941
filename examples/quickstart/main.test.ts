import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tastemaker-quickstart-"));
  file = path.join(folder, "ratings.csv");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(program: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", program, file], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  return stdout;
}

it("recommends from a file, and says how good that is beside popularity", async () => {
  await run("write-ratings.ts");
  const shown = await run("main.ts");
  const form =
    /^popularity: hit rate at 10 is (0\.\d+)\n.*\nease: hit rate at 10 is (0\.\d+)\n {2}best for \S+: (film-\d+, ){4}film-\d+\n$/;
  const [, popularity, ease] = form.exec(shown)?.map(Number) ?? [];
  expect(popularity, shown).toBeGreaterThan(0.05);
  expect(ease).toBeGreaterThan(1.5 * (popularity ?? Number.NaN));
});

it("finds what was held out of a file whose answer is known", async () => {
  // Even users have the even items but one, odd users the odd ones; the latest of each is the one before that.
  const rows = Array.from({ length: 200 }, (_, i) => ({
    user: i % 20,
    item: Math.floor(i / 20) * 2 + (i % 2),
  }));
  const kept = rows.filter(({ user, item }) => item !== user);
  const lines = kept.map(({ user, item }) => `user-${user},item-${item},${(item + 20 - user) % 20}`);
  await writeFile(file, `user,item,timestamp\n${lines.join("\n")}\n`);
  // The first row is of user 2, who lacks item 2; his latest, item 0, is the test.
  expect(await run("main.ts")).toMatch(
    /\nease: hit rate at 10 is 1\.000\n {2}best for user-2: (item-0, item-2|item-2, item-0),/,
  );
});

it("takes 15 lines, and is what the README shows", async () => {
  const [, ...code] = (await readFile(path.join(import.meta.dirname, "main.ts"), "utf8")).split("\n");
  expect(code.filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(15);
  const readme = await readFile(path.join(import.meta.dirname, "../../README.md"), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${code.join("\n")}\`\`\``);
});
