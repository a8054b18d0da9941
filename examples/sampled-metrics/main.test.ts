import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("shows sampling reverse the order of two systems", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  const [full, sampled, lesson] = stdout.trim().split("\n");
  expect(full).toMatch(
    /^full ranking: NDCG@10 of precise 0\.334, of vague 0\.000; precise is ahead \(p < 0\.001\)$/,
  );
  expect(sampled).toMatch(
    /^99 sampled candidates: NDCG@10 of precise 0\.33\d, of vague 0\.[56]\d\d; vague is ahead \(p < 0\.001\)$/,
  );
  expect(lesson).toContain("The order is reversed");
});
