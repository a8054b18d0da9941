import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("recommends films that nobody has seen by what is known of them", async () => {
  const program = ["--import", "tsx", "main.ts"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, program, {
    cwd: import.meta.dirname,
  });
  expect(stderr).toBe("");
  const lines = stdout.trim().split("\n");
  const recallOf = (line = "") => Number(/recall at 10 of new films is (\d\.\d+)$/.exec(line)?.[1]);
  expect(lines).toHaveLength(5);
  expect(recallOf(lines[1])).toBeGreaterThan(2 * recallOf(lines[0]));
  for (const line of lines.slice(2))
    expect(line).toMatch(/^new for a friend of animation: .+ \(.*Animation.*\)$/);
});
