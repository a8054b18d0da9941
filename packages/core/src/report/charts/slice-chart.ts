import { type Markup, markup } from "../markup.js";
import { metricInfo } from "../metric-info.js";
import { numberText, usersText } from "../number-text.js";
import type { HonestyReport } from "../report-schema.js";
import { drawFigure, type Figure, type MarkRole } from "./figure.js";
import { linearScale, round, shorten } from "./scale.js";

interface Dot {
  readonly role: MarkRole;
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

/** Dots with intervals in groups of rows, ready to be drawn. */
export interface SliceChart extends Figure {
  readonly start: number;
  readonly bottom: number;
  readonly groups: readonly { readonly y: number; readonly text: string }[];
  readonly rows: readonly {
    readonly y: number;
    readonly label: string;
    readonly count: string;
    readonly dots: readonly Dot[];
  }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

const width = 720;
const labelWidth = 290;
const right = 700;
const groupHeight = 32;
const rowHeight = 34;
const axisHeight = 28;

/** The model and the best baseline in each slice; undefined where nothing was sliced. */
export function prepareSliceChart(report: HonestyReport): SliceChart | undefined {
  const { slices, primary, systems, comparisons } = report;
  const slicings = slices.filter(({ rows }) => rows.length > 0);
  const model = systems[0]?.name;
  if (slicings.length === 0 || model === undefined) return undefined;
  const best = comparisons[0]?.baseline;
  const shown = [
    { name: model, role: "model" as const, offset: best ? -6 : 0 },
    ...(best ? [{ name: best, role: "best" as const, offset: 6 }] : []),
  ];
  const intervals = slicings.flatMap(({ rows }) =>
    rows.flatMap(({ systems: own }) => shown.flatMap(({ name }) => own[name] ?? [])),
  );
  const scale = linearScale(domainOf(intervals), [labelWidth, right]);
  let y = 0;
  const groups: { y: number; text: string }[] = [];
  const rows = slicings.flatMap((slicing) => {
    groups.push({ y: y + groupHeight / 2 + 6, text: slicing.title });
    y += groupHeight;
    return slicing.rows.map(({ label, numUsers, systems: own }) => {
      const middle = y + rowHeight / 2;
      y += rowHeight;
      const dots = shown.flatMap(({ name, role, offset }) => {
        const interval = own[name];
        if (!interval) return [];
        const { mean, low, high } = interval;
        const text = `${name}, ${label}: ${numberText(mean)} (${numberText(low)} … ${numberText(high)})`;
        return [{ role, x: scale(mean), y: middle + offset, low: scale(low), high: scale(high), text }];
      });
      return { y: middle, label: shorten(label, 28), count: usersText(numUsers), dots };
    });
  });
  const { title } = metricInfo(primary);
  return {
    id: "slice-chart",
    title: `${title} by slice`,
    description: `${rows.flatMap(({ dots }) => dots.map(({ text }) => text)).join("; ")}.`,
    width,
    height: round(y + axisHeight),
    legend: shown.map(({ name, role }) => ({ role, text: name })),
    start: labelWidth,
    bottom: y,
    groups,
    rows,
    ticks: scale.ticks.map((tick) => ({ x: scale(tick), text: scale.tickText(tick) })),
  };
}

/** From zero, unless all is so far from it that dots would stand on top of each other: dots, unlike bars, need none. */
function domainOf(intervals: readonly { readonly low: number; readonly high: number }[]): [number, number] {
  const least = Math.min(...intervals.map(({ low }) => low));
  const most = Math.max(...intervals.map(({ high }) => high), Number.MIN_VALUE);
  return [least > most / 2 ? least - (most - least) / 10 : 0, most];
}

export function drawSliceChart(chart: SliceChart): Markup {
  const { ticks, groups, rows, start, bottom } = chart;
  return drawFigure(chart, [
    ...ticks.map(
      ({ x, text }) =>
        markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 18}" text-anchor="middle">${text}</text>`,
    ),
    ...groups.map(({ y, text }) => markup`<text class="group" x="0" y="${y}">${text}</text>`),
    ...rows.map(
      ({ y, label, count, dots }) =>
        markup`<text class="label" x="12" y="${y + 4}">${label}</text><text class="tick" x="${start - 12}" y="${y + 4}" text-anchor="end">${count}</text>${dots.map(drawDot)}`,
    ),
  ]);
}

function drawDot({ role, x, y, low, high, text }: Dot): Markup {
  return markup`<g class="${role}"><title>${text}</title><path class="${role}" d="M${low} ${y}H${high}"/><circle class="${role}" cx="${x}" cy="${y}" r="5"/></g>`;
}
