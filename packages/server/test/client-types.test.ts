import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));
let declarations: string;

beforeAll(async () => {
  declarations = await mkdtemp(path.join(tmpdir(), "tastemaker-types-"));
  const options = ["--emitDeclarationOnly", "--declarationMap", "false", "--outDir", declarations];
  await promisify(execFile)("npx", ["tsc", "-p", "tsconfig.build.json", ...options], {
    cwd: packageDirectory,
  });
});
afterAll(() => rm(declarations, { recursive: true, force: true }));

/** The files of ours and the packages that a compiler opens for `file`. */
async function reachedFrom(file: string, reached = new Set<string>()): Promise<Set<string>> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const text = await readFile(path.join(declarations, file), "utf8");
  for (const [, from, dynamic] of text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)) {
    const specifier = from ?? dynamic ?? "";
    if (!specifier.startsWith(".")) reached.add(specifier);
    else await reachedFrom(path.join(path.dirname(file), specifier.replace(/\.js$/, ".d.ts")), reached);
  }
  return reached;
}

test("the client's types need neither the database's nor the models'", async () => {
  expect([...(await reachedFrom("client.d.ts"))].sort()).toEqual([
    "@trpc/client",
    "@trpc/server",
    "@trpc/server/unstable-core-do-not-import",
    "client.d.ts",
    "routers/app-router.d.ts",
    "services/auth/actor.d.ts",
    "trpc/context.d.ts",
  ]);
});

test("the client's types know inputs, answers and error codes", async () => {
  const text = await readFile(path.join(declarations, "routers/app-router.d.ts"), "utf8");
  expect(text).toContain("tastemakerCode: string");
  expect(text).not.toMatch(/: any\b/);
});
