import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("trains on a loss of its own as well as on a built-in one", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual([
    "hinge: hit rate at 1 is 1, and user 0 gets item 0 first",
    "bpr: hit rate at 1 is 1, and user 0 gets item 0 first",
  ]);
});
