import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

async function run(...args: readonly string[]): Promise<readonly string[]> {
  const program = ["--import", "tsx", "main.ts", ...args];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, program, {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

it("recommends from generated interactions, and says how good that is beside popularity", async () => {
  const lines = await run();
  const hitRates = lines.map((line) =>
    Number(/^[a-z]+: hit rate at 10 is (\.?[\d.]+); first/.exec(line)?.[1]),
  );
  expect(lines).toHaveLength(2);
  expect(hitRates[0]).toBeGreaterThan(0.05);
  expect(hitRates[1]).toBeGreaterThan(1.5 * (hitRates[0] ?? Number.NaN));
  expect(lines[1]).toMatch(/first for a user: (film-\d+, ){4}film-\d+$/);
});

it("recommends from a CSV with a header", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "tastemaker-quickstart-"));
  const file = path.join(folder, "ratings.csv");
  // Even users have the even items but one, odd users the odd ones; the latest of each is the one before that.
  const rows = Array.from({ length: 200 }, (_, i) => ({
    user: i % 20,
    item: Math.floor(i / 20) * 2 + (i % 2),
  }));
  const kept = rows.filter(({ user, item }) => item !== user);
  const lines = kept.map(({ user, item }) => `user-${user},item-${item},${(item + 20 - user) % 20}`);
  await writeFile(file, `user,item,timestamp\n${lines.join("\n")}\n`);
  const [, best] = await run(file);
  await rm(folder, { recursive: true });
  expect(best).toMatch(/^ease: hit rate at 10 is 1\.000; first for a user: (item-0, item-2|item-2, item-0),/);
});
