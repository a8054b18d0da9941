import type { BenchmarkReport, FigureReport, Report } from "./report.js";
import type { Summary } from "./statistics.js";

/** The whole report as Markdown: what `docs/performance.md` holds between its marks. */
export function reportMarkdown(report: Report): string {
  return `${[runFacts(report), ...report.benchmarks.map(benchmarkMarkdown)].join("\n\n")}\n`;
}

/** One line on where and how it was measured. */
export function runFacts({ machine, quick }: Report): string {
  const { cpu, cores, memoryGiB, system, node, loadAtStart } = machine;
  const facts = `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, load ${loadAtStart} at the start.`;
  return quick ? `${facts} A quick run: not for figures.` : facts;
}

export function benchmarkMarkdown(report: BenchmarkReport): string {
  const { name, title, workload, notes, rows, absent, figures } = report;
  const parts = [`### ${title} (\`${name}\`)`, workload];
  if (rows.length > 0) {
    parts.push(contenderTable(report));
  }
  if (figures.length > 0) {
    parts.push(
      table(
        ["figure", "measured", "to reach", "goal", ""],
        figures.map((figure) => [
          figure.what,
          figure.value === undefined ? "not measured" : figureValue(figure, figure.value),
          figureValue(figure, figure.toReach),
          figureValue(figure, figure.goal),
          { goal: "goal reached", yes: "reached", no: "not reached", none: "" }[figure.reached ?? "none"],
        ]),
      ),
    );
  }
  if (absent.length > 0) {
    parts.push(
      absent
        .map((measurement) =>
          measurement.kind === "not-installed"
            ? `- ${measurement.name}: ${measurement.missing} is not installed: ${measurement.howToGetIt}`
            : `- ${measurement.name}: failed: ${measurement.message.split("\n")[0]}`,
        )
        .join("\n"),
    );
  }
  return [...parts, ...notes].join("\n\n");
}

function contenderTable({ unit, reference, rows }: BenchmarkReport): string {
  const factNames = [...new Set(rows.flatMap((row) => Object.keys(row.facts)))];
  const measured = unit ? [`${unit}/s`, "range", "seconds a run"] : ["seconds", "range"];
  return table(
    ["", ...measured, reference ? `speed against ${reference}` : "", "runs", ...factNames],
    rows.map(({ name, seconds, unitsPerSecond, ratio, runs, facts }) => [
      name,
      ...(unit ? [quantity(unitsPerSecond.median), range(unitsPerSecond)] : []),
      quantity(seconds.median),
      ...(unit ? [] : [range(seconds)]),
      ratio === undefined ? "" : times(ratio),
      String(runs),
      ...factNames.map((fact) => facts[fact] ?? ""),
    ]),
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function figureValue({ kind }: FigureReport, value: number): string {
  return {
    ratio: () => times(value),
    seconds: () => `${quantity(value)} s`,
    rate: () => `${quantity(value)}/s`,
  }[kind]();
}

const range = ({ min, max }: Summary) => `${quantity(min)} – ${quantity(max)}`;

/** Three significant digits. */
export function quantity(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 10_000 ? rounded.toLocaleString("en-GB") : String(rounded);
}

const times = (value: number) => (value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3))));
