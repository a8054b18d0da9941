import type { Interval } from "../evaluation/bootstrap-interval.js";
import { metricInfo } from "./metric-info.js";
import { countText, numberText, percentText, pValueText, secondsText, signedText } from "./number-text.js";
import type { HonestyReport, ReportComparison } from "./report-schema.js";

/** Rows of text, ready to be drawn as HTML or Markdown. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** [rows][columns]; the first cell names the row */
  readonly rows: readonly (readonly string[])[];
  /** The row that the report is about, if it is one. */
  readonly modelRow?: number;
}

export interface Column {
  readonly title: string;
  readonly isNumber: boolean;
}

const text = (title: string): Column => ({ title, isNumber: false });
const number = (title: string): Column => ({ title, isNumber: true });

/** Each system by the primary metric, and what it was given. */
export function systemsTable(report: HonestyReport): Table {
  const { primary, systems, comparisons } = report;
  const { title } = metricInfo(primary);
  return {
    caption: "Systems",
    columns: [
      text("system"),
      number(title),
      number("interval"),
      number("model less it"),
      number("configurations"),
      number("search"),
      number("training"),
    ],
    rows: systems.map(({ name, metrics, configurations, searchSeconds, trainSeconds }) => {
      const paired = comparisons.find(({ baseline, metric }) => baseline === name && metric === primary);
      const interval = metrics[primary];
      return [
        name,
        interval ? numberText(interval.mean) : "",
        interval ? rangeText(interval) : "",
        paired ? `${signedText(paired.difference)} (${pValueText(paired.pValue)})` : "",
        countText(configurations),
        searchSeconds === null ? "none" : secondsText(searchSeconds),
        secondsText(trainSeconds),
      ];
    }),
    modelRow: 0,
  };
}

/** Every metric of every system. */
export function metricsTable({ systems }: HonestyReport): Table {
  const keys = Object.keys(systems[0]?.metrics ?? {});
  return {
    caption: "All metrics, ± half the interval",
    columns: [text("metric"), ...systems.map(({ name }) => number(name))],
    rows: keys.map((key) => [
      metricInfo(key).title,
      ...systems.map(({ metrics }) => (metrics[key] ? marginText(metrics[key]) : "")),
    ]),
  };
}

/** The model beside the best baseline, metric by metric. */
export function comparisonsTable({ comparisons, systems }: HonestyReport): Table | undefined {
  const best = comparisons[0]?.baseline;
  if (best === undefined) return undefined;
  const model = systems[0]?.name ?? "";
  return {
    caption: `${model} less ${best}, user by user`,
    columns: [
      text("metric"),
      number("difference"),
      number("interval"),
      number("p"),
      number("users better"),
      number("same"),
      number("worse"),
    ],
    rows: comparisons.filter(({ baseline }) => baseline === best).map(comparisonRow),
  };
}

function comparisonRow(comparison: ReportComparison): readonly string[] {
  const { metric, difference, pValue, better, equal, worse } = comparison;
  return [
    metricInfo(metric).title,
    signedText(difference),
    rangeText(comparison),
    pValueText(pValue).replace("p = ", "").replace("p ", ""),
    ...[better, equal, worse].map(countText),
  ];
}

/** The primary metric of every system in every slice. */
export function slicesTable({ slices, systems, primary }: HonestyReport): Table {
  return {
    caption: `${metricInfo(primary).title} by slice, ± half the interval`,
    columns: [text("slice"), number("users"), ...systems.map(({ name }) => number(name))],
    rows: slices.flatMap(({ rows, title }) =>
      rows.map(({ label, numUsers, systems: own }) => [
        `${title}: ${label}`,
        countText(numUsers),
        ...systems.map(({ name }) => (own[name] ? marginText(own[name]) : "")),
      ]),
    ),
  };
}

/** What the lists are like; undefined for ratings. */
export function listsTable({ systems }: HonestyReport): Table | undefined {
  const keys = Object.keys(systems[0]?.lists ?? {});
  if (keys.length === 0) return undefined;
  return {
    caption: "Lists of each system",
    columns: [text("metric"), ...systems.map(({ name }) => number(name)), text("what it says")],
    rows: keys.map((key) => [
      metricInfo(key).title,
      ...systems.map(({ lists }) => {
        const value = lists?.[key];
        return value ? numberText(value.mean) : "";
      }),
      metricInfo(key).meaning,
    ]),
  };
}

/** The popularity groups of the exposure chart as numbers; undefined for ratings. */
export function exposureTable({ popularityGroups, systems }: HonestyReport): Table | undefined {
  if (!popularityGroups) return undefined;
  return {
    caption: "Share of places in lists by popularity of items",
    columns: [
      text("tenth, most popular first"),
      number("items"),
      number("interactions"),
      ...systems.map(({ name }) => number(name)),
    ],
    rows: popularityGroups.map(({ numItems, interactions }, group) => [
      String(group + 1),
      countText(numItems),
      percentText(interactions),
      ...systems.map(({ exposure }) => percentText(exposure?.[group] ?? 0)),
    ]),
  };
}

/** `0.4412 … 0.4606` */
function rangeText({ low, high }: Pick<Interval, "low" | "high">): string {
  return `${numberText(low)} … ${numberText(high)}`;
}

/** `0.4509 ± 0.0097` */
function marginText({ mean, low, high }: Interval): string {
  return `${numberText(mean)} ± ${numberText((high - low) / 2)}`;
}
