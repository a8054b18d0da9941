import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("recommends to somebody unknown, and says which of his items speak for it", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  const lines = stdout.trim().split("\n");
  expect(lines).toHaveLength(4);
  const reasons = lines.slice(0, 3).map((line) => line.split(", because of ")[1]?.split(", ").sort());
  expect(reasons[0]).toHaveLength(3);
  expect(reasons[1]).toEqual(reasons[0]);
  for (const line of lines.slice(0, 3)) expect(reasons[0]).not.toContain(line.split(", because of ")[0]);
  const [, liked, like] = /^most like (.+): (.+)$/.exec(lines[3] ?? "") ?? [];
  expect(reasons[0]).toContain(liked);
  expect(like).not.toBe(liked);
});
