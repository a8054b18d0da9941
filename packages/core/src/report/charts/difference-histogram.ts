import { type Markup, markup } from "../markup.js";
import { metricInfo } from "../metric-info.js";
import { countText, numberText, usersText } from "../number-text.js";
import type { HonestyReport } from "../report-schema.js";
import { drawFigure, type Figure, type MarkRole } from "./figure.js";
import { linearScale, round, shorten } from "./scale.js";

/** A histogram of users, ready to be drawn. */
export interface DifferenceHistogram extends Figure {
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly role: MarkRole;
    readonly text: string;
  }[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly zero: number;
  readonly xTicks: readonly { readonly x: number; readonly text: string }[];
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  /** What the two sides mean. */
  readonly sides: readonly [string, string];
}

const width = 720;
const left = 56;
const right = 708;
const top = 30;
const bottom = 210;
const height = 246;

/** Users by how much the model differs from the best baseline; undefined without a baseline. */
export function prepareDifferenceHistogram(report: HonestyReport): DifferenceHistogram | undefined {
  const { differences, primary, systems } = report;
  const model = systems[0]?.name;
  if (!differences || model === undefined) return undefined;
  const { edges, counts, equal, baseline } = differences;
  const { title, better } = metricInfo(primary);
  const reach = edges.at(-1) ?? 1;
  const x = linearScale([-reach, reach], [left, right], 8);
  const y = linearScale([0, Math.max(1, ...counts)], [bottom, top], 4);
  const [modelSide, baselineSide] = [`${shorten(model, 24)} better`, `${shorten(baseline, 24)} better`];
  const upIsModel = better !== "lower";
  const bars = counts.map((count, bin) => {
    const [from, to] = [edges[bin] as number, edges[bin + 1] as number];
    const isUp = from + to > 0;
    return {
      x: round(x(from) + 1),
      y: y(count),
      width: round(x(to) - x(from) - 2),
      role: isUp === upIsModel ? ("model" as const) : ("best" as const),
      text: `${numberText(from)} to ${numberText(to)}: ${usersText(count)}`,
    };
  });
  const total = counts.reduce((sum, count) => sum + count, equal);
  const above = counts.reduce((sum, count, bin) => sum + (bin >= counts.length / 2 ? count : 0), 0);
  const [forModel, against] = upIsModel ? [above, total - equal - above] : [total - equal - above, above];
  return {
    id: "difference-histogram",
    title: `Users by ${title} of ${model} less that of ${baseline}`,
    description: `${model} is better for ${usersText(forModel)} and ${baseline} for ${countText(against)}; the ${countText(equal)} users without a difference are not drawn.`,
    width,
    height,
    legend: [],
    bars,
    left,
    right,
    bottom,
    zero: x(0),
    xTicks: x.ticks.map((tick) => ({ x: x(tick), text: x.tickText(tick) })),
    yTicks: y.ticks.map((tick) => ({ y: y(tick), text: y.tickText(tick) })),
    sides: upIsModel ? [baselineSide, modelSide] : [modelSide, baselineSide],
  };
}

export function drawDifferenceHistogram(chart: DifferenceHistogram): Markup {
  const { bars, xTicks, yTicks, zero, sides } = chart;
  return drawFigure(chart, [
    ...yTicks.map(
      ({ y, text }) =>
        markup`<line class="grid" x1="${chart.left}" x2="${chart.right}" y1="${y}" y2="${y}"/><text class="tick" x="${chart.left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`,
    ),
    ...xTicks.map(
      ({ x, text }) =>
        markup`<text class="tick" x="${x}" y="${chart.bottom + 20}" text-anchor="middle">${text}</text>`,
    ),
    ...bars.map(
      ({ x, y, width: barWidth, role, text }) =>
        markup`<rect class="${role}" x="${x}" y="${y}" width="${barWidth}" height="${round(chart.bottom - y)}" rx="2"><title>${text}</title></rect>`,
    ),
    markup`<line class="axis" x1="${zero}" x2="${zero}" y1="14" y2="${chart.bottom}"/>`,
    markup`<text class="side" x="${zero - 10}" y="18" text-anchor="end">← ${sides[0]}</text><text class="side" x="${zero + 10}" y="18">${sides[1]} →</text>`,
  ]);
}
