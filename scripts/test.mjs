import "./require-node.mjs";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildPackages } from "./build-packages.mjs";
import { installPackages } from "./install-packages.mjs";
import { root, workspacePackages } from "./repository.mjs";
import { runVitest } from "./run-vitest.mjs";
import { stopWithNpm } from "./stop-with-npm.mjs";

const usage = `Usage: npm test

Installs and builds what is missing, then runs the tests of every package, one package after the other: those of what
npm pack makes of it and those in a browser last.

  CHROMIUM_PATH            the browser to test with, where it is not found by itself
  TASTEMAKER_DATA          the folder of public data sets (../shared/data where it exists)
  CI=true                  tests that cannot run (no browser, no data) count as failed
  TASTEMAKER_TEST_SUMMARY  a file to write {"passed", "failed", "skipped"} to
`;

const isCi = process.env.CI === "true";
const say = (message) => console.log(`\n> ${message}`);

/** @type {{ name: string, counts: import("./run-vitest.mjs").TestCounts, failures: import("./run-vitest.mjs").Failure[] }[]} */
const results = [];

async function main() {
  say("Tastemaker: install, build, and test every package.");
  await installPackages(say);
  await buildPackages(say);
  for (const directory of withConfig("vitest.config.ts"))
    await test(directory, directory, "vitest.config.ts", {});
  const { findChromium } = await import("../packages/server/dist/cli/doctor/find-chromium.js");
  const chromium = findChromium();
  await testPackages(chromium);
  await testInBrowser(chromium);
}

/** These have a part in a browser, which they skip where there is none. */
async function testPackages(chromium) {
  const env = chromium.path ? { CHROMIUM_PATH: chromium.path } : {};
  for (const directory of withConfig("vitest.package.config.ts"))
    await test(`${directory} as installed`, directory, "vitest.package.config.ts", env);
}

async function testInBrowser(chromium) {
  for (const directory of withConfig("vitest.browser.config.ts")) {
    const name = `${directory} in a browser`;
    if (chromium.path) {
      await test(name, directory, "vitest.browser.config.ts", { CHROMIUM_PATH: chromium.path });
    } else {
      say(`${isCi ? "FAILED" : "Skipped"}: the tests of ${name}. ${chromium.problem}`);
      const failures = isCi ? [{ test: name, reason: chromium.problem }] : [];
      const counts = { passed: 0, failed: failures.length, skipped: 1 - failures.length, seconds: 0 };
      results.push({ name, counts, failures });
    }
  }
}

async function test(name, directory, config, env) {
  say(`Testing ${name} …`);
  results.push({ name, ...(await runVitest(directory, config, env)) });
}

function withConfig(config) {
  return workspacePackages().filter((directory) => hasFile(directory, config));
}

function hasFile(directory, file) {
  return existsSync(path.join(root, directory, file));
}

function report() {
  const sum = (key) => results.reduce((total, { counts }) => total + counts[key], 0);
  const total = {
    passed: sum("passed"),
    failed: sum("failed"),
    skipped: sum("skipped"),
    seconds: sum("seconds"),
  };
  const rows = [...results, { name: "total", counts: total }];
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${"".padEnd(width)}  passed  failed  skipped  seconds`);
  for (const { name, counts } of rows) {
    const cells = [
      String(counts.passed).padStart(6),
      String(counts.failed).padStart(6),
      String(counts.skipped).padStart(7),
      counts.seconds.toFixed(1).padStart(7),
    ];
    console.log(`${name.padEnd(width)}  ${cells.join("  ")}`);
  }
  const failures = results.flatMap((result) => result.failures);
  if (failures.length > 0) console.log("\nFailed:");
  for (const { test, reason } of failures) console.log(`  ${test}\n    ${reason}`);
  const { passed, failed, skipped } = total;
  const summaryFile = process.env.TASTEMAKER_TEST_SUMMARY;
  if (summaryFile) writeFileSync(summaryFile, JSON.stringify({ passed, failed, skipped }));
  return failed;
}

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  console.log(usage);
} else {
  stopWithNpm();
  try {
    await main();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`error: ${reason}`);
    const counts = { passed: 0, failed: 1, skipped: 0, seconds: 0 };
    results.push({ name: "install and build", counts, failures: [{ test: "install and build", reason }] });
  }
  process.exitCode = report() === 0 ? 0 : 1;
}
