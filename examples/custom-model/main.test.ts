import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("learns, and passes the contract of the built-in models", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  const lines = stdout.trim().split("\n");
  expect(lines[0]).toBe("hit rate at 1: 1");
  expect(lines).toContain("passed: metric-learning (ranking) learns the checkerboard");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.slice(1).filter((line) => !line.startsWith("passed: "))).toEqual([]);
});
