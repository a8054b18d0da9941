/** One place of a series; a null is a gap in its line. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number | null;
}

export interface ChartSeries {
  readonly name: string;
  /** A line through its points, or faint dots for single noisy values. */
  readonly look: "line" | "dots";
  readonly points: readonly ChartPoint[];
}

export interface ChartMark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Which end of the label stands at the point, so that it stays inside the chart. */
  readonly anchor: "start" | "middle" | "end";
}

/** All that a line chart shows, decided: what draws it decides nothing. */
export interface LineChartModel {
  /** Said in place of the picture to those who do not see it. */
  readonly summary: string;
  readonly xTitle: string;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly series: readonly ChartSeries[];
  /** One point to point out. */
  readonly mark: ChartMark | null;
}
