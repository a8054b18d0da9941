import { expect, test } from "vitest";
import type { Benchmark, Figure } from "./benchmark.js";
import { benchmarkMarkdown } from "./markdown.js";
import type { BenchmarkResult, Measurement } from "./measure.js";
import { reportOf } from "./report.js";

const measured = (name: string, unitsPerRun: number, seconds: number[]): Measurement => ({
  name,
  kind: "measured",
  unitsPerRun,
  seconds,
  facts: {},
});

function resultOf(measurements: readonly Measurement[], figures: readonly Figure[] = []): BenchmarkResult {
  const benchmark: Benchmark = {
    name: "test",
    title: "Test",
    unit: "rows",
    references: ["gone", "slow"],
    figures,
    prepare: async () => ({ contenders: [], workload: "" }),
  };
  return { benchmark, workload: "Some rows.", notes: [], measurements };
}

const both = [measured("slow", 100, [4, 2, 5]), measured("fast", 50, [0.5])];

test("ratios are of median units a second, against the first reference that was measured", () => {
  const { reference, rows } = reportOf(resultOf(both), { quick: false });
  expect(reference).toBe("slow");
  // 100 / 4 = 25 rows a second against 50 / 0.5 = 100.
  expect(rows.map(({ ratio }) => ratio)).toEqual([1, 4]);
  expect(rows[0]?.seconds).toMatchObject({ median: 4, min: 2, max: 5 });
});

test("figures are judged by kind, and left open where a contender is missing", () => {
  const figure = (kind: Figure["kind"], of: string, toReach: number, goal: number): Figure => ({
    what: kind,
    of: [of],
    against: ["slow"],
    kind,
    toReach,
    goal,
  });
  const figures = [
    figure("ratio", "fast", 3, 5),
    figure("seconds", "fast", 1, 0.5),
    figure("rate", "slow", 26, 30),
    figure("ratio", "gone", 1, 2),
  ];
  const report = reportOf(resultOf(both, figures), { quick: false });
  expect(report.figures.map(({ value, reached }) => [value, reached])).toEqual([
    [4, "yes"],
    [0.5, "goal"],
    [25, "no"],
    [undefined, undefined],
  ]);
  expect(reportOf(resultOf(both, figures), { quick: true }).figures).toEqual([]);
});

test("the table has a line for each contender, and says how to get what is absent", () => {
  const absent: Measurement = {
    name: "peer",
    kind: "not-installed",
    missing: "libpeer",
    howToGetIt: "install it",
  };
  const lines = benchmarkMarkdown(reportOf(resultOf([...both, absent]), { quick: false })).split("\n");
  expect(lines).toContain("| slow | 25 | 20 – 50 | 4 | 1 | 3 |");
  expect(lines).toContain("| fast | 100 | 100 – 100 | 0.5 | 4 | 1 |");
  expect(lines).toContain("- peer: libpeer is not installed: install it");
});
