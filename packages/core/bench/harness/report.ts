import type { Figure } from "./benchmark.js";
import type { Machine } from "./machine.js";
import type { BenchmarkResult, Measurement } from "./measure.js";
import { type Summary, summarise } from "./statistics.js";

/** One contender's figures. */
export interface ReportRow {
  readonly name: string;
  /** Of one run. */
  readonly seconds: Summary;
  readonly unitsPerSecond: Summary;
  /** Median units a second over the reference's; undefined where no reference was measured. */
  readonly ratio: number | undefined;
  readonly runs: number;
  readonly facts: Readonly<Record<string, string>>;
}

export interface FigureReport extends Figure {
  /** Undefined where a contender it needs was not measured. */
  readonly value: number | undefined;
  readonly reached: "goal" | "yes" | "no" | undefined;
}

/** What a benchmark found: the JSON that is written, and what the table is made of. */
export interface BenchmarkReport {
  readonly name: string;
  readonly title: string;
  readonly unit: string | undefined;
  readonly workload: string;
  readonly notes: readonly string[];
  readonly reference: string | undefined;
  readonly rows: readonly ReportRow[];
  readonly absent: readonly Exclude<Measurement, { kind: "measured" }>[];
  readonly figures: readonly FigureReport[];
}

export interface Report {
  readonly machine: Machine;
  /** True for runs with `--quick`: not for figures. */
  readonly quick: boolean;
  readonly benchmarks: readonly BenchmarkReport[];
}

/** @param quick leaves the figures out: a short run of little work is not held to them */
export function reportOf(
  { benchmark, workload, notes, measurements }: BenchmarkResult,
  { quick }: { readonly quick: boolean },
): BenchmarkReport {
  const summaries = measurements.flatMap((measurement) =>
    measurement.kind === "measured" && measurement.seconds.length > 0 ? [summaryOf(measurement)] : [],
  );
  const rateOf = (name: string | undefined) =>
    summaries.find((row) => row.name === name)?.unitsPerSecond.median;
  const reference = benchmark.references.find((name) => rateOf(name) !== undefined);
  const referenceRate = rateOf(reference);
  const rows = summaries.map((row) => ({
    ...row,
    ratio: referenceRate === undefined ? undefined : row.unitsPerSecond.median / referenceRate,
  }));
  return {
    name: benchmark.name,
    title: benchmark.title,
    unit: benchmark.unit,
    workload,
    notes,
    reference,
    rows,
    absent: measurements.filter((measurement) => measurement.kind !== "measured"),
    figures: (quick ? [] : (benchmark.figures ?? [])).map((figure) => figureReport(figure, rows)),
  };
}

function summaryOf({
  name,
  unitsPerRun,
  seconds,
  facts,
}: Extract<Measurement, { kind: "measured" }>): Omit<ReportRow, "ratio"> {
  return {
    name,
    seconds: summarise(seconds),
    unitsPerSecond: summarise(seconds.map((time) => unitsPerRun / time)),
    runs: seconds.length,
    facts,
  };
}

function figureReport(figure: Figure, rows: readonly ReportRow[]): FigureReport {
  const of = fastest(rows, figure.of);
  const against = fastest(rows, figure.against ?? []);
  const value = {
    ratio: () => of && against && of.unitsPerSecond.median / against.unitsPerSecond.median,
    seconds: () => of?.seconds.median,
    rate: () => of?.unitsPerSecond.median,
  }[figure.kind]();
  return { ...figure, value, reached: value === undefined ? undefined : reached(figure, value) };
}

function fastest(rows: readonly ReportRow[], names: readonly string[]): ReportRow | undefined {
  return rows
    .filter(({ name }) => names.includes(name))
    .toSorted((a, b) => b.unitsPerSecond.median - a.unitsPerSecond.median)[0];
}

function reached({ kind, toReach, goal }: Figure, value: number): "goal" | "yes" | "no" {
  const meets = (bound: number) => (kind === "seconds" ? value <= bound : value >= bound);
  return meets(goal) ? "goal" : meets(toReach) ? "yes" : "no";
}
