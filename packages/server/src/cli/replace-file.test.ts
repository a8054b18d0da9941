import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkReplaceable, replaceFile } from "./replace-file.js";

let directory: string;
const at = (name: string) => path.join(directory, name);

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tastemaker-replace-"));
});

afterEach(() => rm(directory, { recursive: true }));

test("replaces a file, or makes it, and leaves nothing else", async () => {
  await writeFile(at("a.json"), "old");
  await writeFile(at("a.json.new"), "somebody's");
  await checkReplaceable("--results", at("a.json"));
  expect((await readdir(directory)).sort()).toEqual(["a.json", "a.json.new"]);
  expect(await readFile(at("a.json"), "utf8")).toBe("old");
  await replaceFile(at("a.json"), "new");
  await checkReplaceable("--results", at("b.json"));
  await replaceFile(at("b.json"), "first");
  expect(await readFile(at("a.json"), "utf8")).toBe("new");
  expect(await readFile(at("b.json"), "utf8")).toBe("first");
  expect(await readFile(at("a.json.new"), "utf8")).toBe("somebody's");
  expect((await readdir(directory)).sort()).toEqual(["a.json", "a.json.new", "b.json"]);
});

test("writes where a link leads, and keeps the link", async () => {
  await writeFile(at("target.json"), "old");
  await symlink(at("target.json"), at("link.json"));
  await replaceFile(at("link.json"), "new");
  expect(await readlink(at("link.json"))).toBe(at("target.json"));
  expect(await readFile(at("target.json"), "utf8")).toBe("new");
});

test("names the option and what is wrong", async () => {
  await mkdir(at("folder"));
  await expect(checkReplaceable("--report", at("folder"))).rejects.toThrow(
    `--report ${at("folder")}: it is a folder`,
  );
  await expect(checkReplaceable("--report", at("no/r.html"))).rejects.toThrow(
    `there is no folder "${at("no")}"`,
  );
});
