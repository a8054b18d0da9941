import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { runCli } from "../../test/run-cli.js";

let home: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-doctor-test-"));
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

test("tells what runs here", async () => {
  const environment = { TASTEMAKER_HOME: home, DATABASE_URL: inject("postgresUrl") };
  const { stdout, stderr } = await runCli(["doctor"], { environment });
  expect(stdout).toMatch(new RegExp(`^ok +node +${process.versions.node} on `, "m"));
  expect(stdout).toMatch(/^ok +training +uses the backend \w+ \(.*cpu: runs\)/m);
  expect(stdout).toMatch(/^ok +data folder .* is writable/m);
  expect(stdout).toMatch(/^ok +postgres +DATABASE_URL answers: PostgreSQL \d+/m);
  // Only a build may be missing where tests run from the sources.
  if (stderr !== "") expect(stderr).toBe("error: These are missing: web app. What to do is said above.\n");
});

test("tries the embedded Postgres where the store has none yet, and leaves nothing behind", async () => {
  const { stdout } = await runCli(["doctor"], { environment: { TASTEMAKER_HOME: path.join(home, "new") } });
  expect(stdout).toMatch(/^ok +postgres +the embedded one starts: PostgreSQL \d+.*a first start will make/m);
});

test("names what is missing, how to get it, and ends with status 1", async () => {
  const file = path.join(home, "file");
  await writeFile(file, "");
  const environment = {
    TASTEMAKER_HOME: path.join(file, "below-a-file"),
    DATABASE_URL: "postgresql://a:secret@127.0.0.1:9/shop",
    CHROMIUM_PATH: "/nowhere/chromium",
  };
  const { status, stdout, stderr } = await runCli(["doctor"], { environment });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^MISSING data folder .*cannot be written.*\n +→ .*TASTEMAKER_HOME/m);
  expect(stdout).toMatch(/^MISSING postgres +No Postgres answers at 127\.0\.0\.1:9/m);
  expect(stdout).toMatch(/^limited chromium .*\n +→ CHROMIUM_PATH is "\/nowhere\/chromium"/m);
  expect(stderr).toMatch(/^error: These are missing: data folder, postgres/);
  expect(stdout + stderr).not.toContain("secret");
});

test("shows a wrong setting and goes on with the rest", async () => {
  const { status, stdout } = await runCli(["doctor"], { environment: { API_PORT: "http" } });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^MISSING settings +API_PORT: "http" is not valid/m);
  expect(stdout).toMatch(/^ok +training/m);
});
