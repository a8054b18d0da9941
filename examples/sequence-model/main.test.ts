import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("predicts the next lesson from the order, which a model of sets cannot", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  const lines = stdout.trim().split("\n");
  const shares = lines.flatMap((line) => /for ([\d.]+) of the learners/.exec(line)?.[1] ?? []).map(Number);
  expect(lines).toHaveLength(6);
  expect(shares[0]).toBeLessThan(0.8);
  expect(shares[1]).toBeGreaterThan(0.95);
  // To a set, both orders are the same; read in order, the first goes on to lesson 6.
  expect(lines[1]?.split(": ")[1]).toBe(lines[2]?.split(": ")[1]);
  expect(lines[4]).toBe("  after lesson-3, lesson-4, lesson-5: lesson-6");
  expect(lines[5]).not.toMatch(/lesson-6$/);
});
