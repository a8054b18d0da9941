import path from "node:path";
import { expect, inject, it } from "vitest";
import { runProgram } from "./run-program.js";

const { tarball, projects } = inject("installed");
const binary = (name: string) => path.join(import.meta.dirname, "../../node_modules/.bin", name);
const compile = (project: string) =>
  runProgram(process.execPath, [path.join(projects, "node_modules/typescript/bin/tsc"), "-p", project], {
    cwd: projects,
  });

it("publint finds nothing to improve", async () => {
  const { status, stdout } = await runProgram(binary("publint"), ["run", tarball, "--strict"], {
    cwd: projects,
  });
  expect(stdout).toContain("All good!");
  expect(status).toBe(0);
});

it("are the types wrong? finds every entry resolved, as an ES module", async () => {
  const args = [tarball, "--profile", "esm-only", "--format", "json"];
  const { status, stdout } = await runProgram(binary("attw"), args, { cwd: projects });
  const { analysis } = JSON.parse(stdout);
  expect(Object.keys(analysis.entrypoints)).toEqual([".", "./node", "./testing", "./package.json"]);
  expect(status).toBe(0);
});

it("a strict ESM project compiles against it, and trains and recommends in Node", async () => {
  const compiled = await compile("node");
  // TensorFlow.js's own declarations do not pass a check of libraries; ours do.
  expect(
    compiled.stdout.split("\n").filter((line) => /@tastemaker|^main\.ts|^node\/main\.ts/.test(line)),
  ).toEqual([]);
  const { status, stdout, stderr } = await runProgram(process.execPath, ["node/built/main.js"], {
    cwd: projects,
  });
  expect([status, stderr]).toEqual([0, ""]);
  const outcome = JSON.parse(stdout);
  expect(outcome).toMatchObject({ backend: "simd", epochs: [1, 2], kinds: ["function", "function"] });
  expect(outcome.hitRate).toBeGreaterThan(0.1);
  expect(outcome.first).toHaveLength(3);
  expect(outcome.again).toEqual(outcome.first);
});

it("a strict project of a bundler compiles against it, without the types of Node", async () => {
  expect(await compile("bundler")).toEqual({ status: 0, stdout: "", stderr: "" });
});
