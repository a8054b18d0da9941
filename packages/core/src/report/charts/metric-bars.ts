import { type Markup, markup } from "../markup.js";
import { metricInfo } from "../metric-info.js";
import { numberText } from "../number-text.js";
import type { HonestyReport } from "../report-schema.js";
import { drawFigure, type Figure, type MarkRole } from "./figure.js";
import { linearScale, round, shorten } from "./scale.js";

interface Bar {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly role: MarkRole;
  /** Its middle. */
  readonly y: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

/** Bars with intervals, ready to be drawn. */
export interface MetricBars extends Figure {
  readonly start: number;
  readonly bottom: number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly bars: readonly Bar[];
}

const width = 720;
const labelWidth = 150;
const valueWidth = 64;
const rowHeight = 34;
const axisHeight = 26;
const barHeight = 18;

/** All systems by the primary metric, best first, from zero. */
export function prepareMetricBars(report: HonestyReport): MetricBars {
  const { primary, level, comparisons } = report;
  const { title, better } = metricInfo(primary);
  const sign = better === "lower" ? 1 : -1;
  const systems = report.systems
    .map(({ name, role, metrics }) => ({ name, role, interval: metrics[primary] }))
    .flatMap(({ interval, ...system }) => (interval ? [{ ...system, interval }] : []))
    .sort((a, b) => sign * (a.interval.mean - b.interval.mean));
  const most = Math.max(...systems.map(({ interval }) => interval.high), Number.MIN_VALUE);
  const scale = linearScale([0, most], [labelWidth, width - valueWidth]);
  const best = comparisons[0]?.baseline;
  const bars = systems.map(({ name, role, interval }, row) => ({
    name,
    label: shorten(name, 20),
    value: numberText(interval.mean),
    role: role === "baseline" && name === best ? ("best" as const) : role,
    y: round((row + 0.5) * rowHeight),
    end: scale(interval.mean),
    low: scale(interval.low),
    high: scale(interval.high),
  }));
  const percent = Math.round(100 * level);
  return {
    id: "metric-bars",
    title: `${title} with ${percent} % intervals${better === "lower" ? " (lower is better)" : ""}`,
    description: `${systems.map(({ name, interval }) => `${name} ${numberText(interval.mean)}, from ${numberText(interval.low)} to ${numberText(interval.high)}`).join("; ")}.`,
    width,
    height: systems.length * rowHeight + axisHeight,
    legend: [
      { role: "model", text: "the model" },
      ...(best ? [{ role: "best", text: "the best baseline" } as const] : []),
      ...(systems.length > 2 ? [{ role: "baseline", text: "other baselines" } as const] : []),
    ],
    start: labelWidth,
    bottom: systems.length * rowHeight,
    ticks: scale.ticks.map((tick) => ({ x: scale(tick), text: scale.tickText(tick) })),
    bars,
  };
}

export function drawMetricBars(chart: MetricBars): Markup {
  const { ticks, bars, start, bottom } = chart;
  return drawFigure(chart, [
    ...ticks.map(
      ({ x, text }) =>
        markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 18}" text-anchor="middle">${text}</text>`,
    ),
    ...bars.map(
      ({ name, label, value, role, y, end, low, high }) =>
        markup`<g><title>${name}: ${value}</title><text class="label" x="${start - 10}" y="${y + 4}" text-anchor="end">${label}</text><rect class="${role}" x="${start}" y="${y - barHeight / 2}" width="${round(Math.max(1, end - start))}" height="${barHeight}" rx="3"/><path class="whisker" d="M${low} ${y}H${high}M${low} ${y - 5}v10M${high} ${y - 5}v10"/><text class="value" x="${high + 8}" y="${y + 4}">${value}</text></g>`,
    ),
  ]);
}
