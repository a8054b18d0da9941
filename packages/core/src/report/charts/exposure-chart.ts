import { type Markup, markup } from "../markup.js";
import { countText, percentText } from "../number-text.js";
import type { HonestyReport } from "../report-schema.js";
import { drawFigure, type Figure, type MarkRole } from "./figure.js";
import { linearScale, round } from "./scale.js";

/** Columns by popularity, ready to be drawn. */
export interface ExposureChart extends Figure {
  readonly columns: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly role: MarkRole;
    readonly text: string;
  }[];
  /** The share of training interactions of each group: where a column that follows them would end. */
  readonly references: readonly { readonly from: number; readonly to: number; readonly y: number }[];
  readonly labels: readonly { readonly x: number; readonly text: string }[];
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const width = 720;
const left = 52;
const right = 712;
const top = 12;
const bottom = 200;
const height = 252;

/** Whom popularity gives places in lists: the model and the best baseline; undefined where no lists were made. */
export function prepareExposureChart(report: HonestyReport): ExposureChart | undefined {
  const { popularityGroups, systems, comparisons } = report;
  const best = comparisons[0]?.baseline;
  const shown = systems.flatMap(({ name, role, exposure }) => {
    if (!exposure || (role === "baseline" && name !== best)) return [];
    return [{ name, exposure, role: role === "model" ? ("model" as const) : ("best" as const) }];
  });
  if (!popularityGroups || shown.length === 0) return undefined;
  const groupWidth = (right - left) / popularityGroups.length;
  const columnWidth = (groupWidth - 12) / shown.length;
  const most = Math.max(...shown.flatMap(({ exposure }) => exposure), 0.2);
  const y = linearScale([0, most], [bottom, top], 4);
  const startOf = (group: number) => left + group * groupWidth + 6;
  return {
    id: "exposure-chart",
    title: "Places in lists by popularity of items",
    description: shown
      .map(
        ({ name, exposure }) =>
          `Of the places in lists of ${name}, ${exposure.map((share, group) => `${percentText(share)} go to ${groupText(popularityGroups[group]?.numItems ?? 0)}`).join(", ")}`,
      )
      .join("; ")
      .concat("; from the most popular tenth of interactions to the least."),
    width,
    height,
    legend: [
      ...shown.map(({ name, role }) => ({ role, text: name })),
      { role: "data", text: "share of training interactions" },
    ],
    columns: shown.flatMap(({ name, exposure, role }, i) =>
      exposure.map((share, group) => ({
        x: round(startOf(group) + i * columnWidth),
        y: y(share),
        width: round(columnWidth - 2),
        role,
        text: `${name}: ${percentText(share)} of places for ${groupText(popularityGroups[group]?.numItems ?? 0)}`,
      })),
    ),
    references: popularityGroups.map(({ interactions }, group) => ({
      from: round(startOf(group) - 4),
      to: round(startOf(group) + groupWidth - 10),
      y: y(Math.min(most, interactions)),
    })),
    labels: popularityGroups.map(({ numItems }, group) => ({
      x: round(startOf(group) + groupWidth / 2 - 6),
      text: countText(numItems),
    })),
    yTicks: y.ticks.map((tick) => ({ y: y(tick), text: `${Math.round(100 * tick)} %` })),
    left,
    right,
    bottom,
  };
}

function groupText(numItems: number): string {
  return numItems === 1 ? "1 item" : `${countText(numItems)} items`;
}

export function drawExposureChart(chart: ExposureChart): Markup {
  const { columns, references, labels, yTicks } = chart;
  return drawFigure(chart, [
    ...yTicks.map(
      ({ y, text }) =>
        markup`<line class="grid" x1="${chart.left}" x2="${chart.right}" y1="${y}" y2="${y}"/><text class="tick" x="${chart.left - 8}" y="${y + 4}" text-anchor="end">${text}</text>`,
    ),
    ...columns.map(
      ({ x, y, width: columnWidth, role, text }) =>
        markup`<rect class="${role}" x="${x}" y="${y}" width="${columnWidth}" height="${round(chart.bottom - y)}" rx="2"><title>${text}</title></rect>`,
    ),
    ...references.map(
      ({ from, to, y }) => markup`<line class="data" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/>`,
    ),
    ...labels.map(
      ({ x, text }) =>
        markup`<text class="tick" x="${x}" y="${chart.bottom + 18}" text-anchor="middle">${text}</text>`,
    ),
    markup`<text class="tick" x="${chart.left}" y="${chart.bottom + 42}">← popular</text><text class="tick" x="${(chart.left + chart.right) / 2}" y="${chart.bottom + 42}" text-anchor="middle">items in each tenth of the training interactions</text><text class="tick" x="${chart.right}" y="${chart.bottom + 42}" text-anchor="end">rare →</text>`,
  ]);
}
