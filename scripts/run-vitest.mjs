import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number, seconds: number }} TestCounts
 */

/**
 * Runs the tests of one package, on screen, and counts them.
 *
 * @param {string} directory the package, relative to the root
 * @param {string} config its vitest configuration, relative to the package
 * @param {Record<string, string>} [env]
 * @returns {Promise<TestCounts>}
 */
export async function runVitest(directory, config, env = {}) {
  const started = performance.now();
  const temporary = mkdtempSync(path.join(tmpdir(), "tastemaker-tests-"));
  const report = path.join(temporary, "report.json");
  try {
    const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const status = await runCommand(process.execPath, [vitest, "run", "--config", config, ...reporters], {
      cwd: path.join(root, directory),
      env,
    });
    const counts = countTests(report);
    // A run that failed outside its tests (an unhandled error, no report at all) is one failure of its own.
    const failed = status !== 0 && counts.failed === 0 ? 1 : counts.failed;
    return { ...counts, failed, seconds: (performance.now() - started) / 1000 };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function countTests(report) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
  // A file that could not even be loaded has no tests, and still failed.
  const brokenFiles = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + brokenFiles.length,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
