import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number, seconds: number }} TestCounts
 * @typedef {{ test: string, reason: string }} Failure
 */

/**
 * Runs the tests of one package, on screen, counts them, and says which have failed.
 *
 * @param {string} directory the package, relative to the root
 * @param {string} config its vitest configuration, relative to the package
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ counts: TestCounts, failures: Failure[] }>}
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
    const { passed, skipped, failures } = readReport(report);
    // A run that failed outside its tests (an unhandled error, no report at all) is one failure of its own.
    if (status !== 0 && failures.length === 0)
      failures.push({
        test: "the run as a whole",
        reason: `vitest ended with ${status}: its output says why`,
      });
    const seconds = (performance.now() - started) / 1000;
    return { counts: { passed, failed: failures.length, skipped, seconds }, failures };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function readReport(report) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, skipped: 0, failures: [] };
  }
  return {
    passed: results.numPassedTests,
    skipped: results.numPendingTests + results.numTodoTests,
    failures: results.testResults.flatMap(failuresOf),
  };
}

/** @returns {Failure[]} */
function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((test) => test.status === "failed");
  // A file that could not even be loaded has no tests, and still failed.
  if (status === "failed" && failed.length === 0) return [{ test: file, reason: firstLine(message) }];
  return failed.map(({ fullName, failureMessages }) => ({
    test: `${file}: ${fullName}`,
    reason: firstLine(failureMessages[0]),
  }));
}

function firstLine(message) {
  return (message ?? "").split("\n", 1)[0];
}
