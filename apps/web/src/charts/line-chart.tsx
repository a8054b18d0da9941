"use client";

import {
  CartesianGrid,
  Line,
  LineChart as RechartsLineChart,
  ReferenceDot,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { formatScore } from "@/lib/format";
import type { ChartSeries, LineChartModel } from "./line-chart-model";

const tickLook = { fill: "var(--ink-soft)", fontSize: 12 };

/** Draws what a prepare function decided. */
export function LineChart({ model }: { readonly model: LineChartModel }) {
  const { summary, xTitle, xTicks, yTicks, series, mark } = model;
  return (
    <figure>
      <div role="img" aria-label={summary} className="h-60">
        <ResponsiveContainer>
          <RechartsLineChart margin={{ top: 16, right: 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              type="number"
              dataKey="x"
              domain={span(xTicks)}
              ticks={xTicks}
              tick={tickLook}
              tickLine={false}
              axisLine={{ stroke: "var(--line-strong)" }}
            />
            <YAxis
              type="number"
              domain={span(yTicks)}
              ticks={yTicks}
              tick={tickLook}
              tickFormatter={formatScore}
              tickLine={false}
              axisLine={false}
              width={52}
            />
            {series.map(drawSeries)}
            {mark && (
              <ReferenceDot
                x={mark.x}
                y={mark.y}
                r={5}
                fill="var(--surface)"
                stroke="var(--chart-1)"
                strokeWidth={2}
                label={{
                  value: mark.label,
                  position: "top",
                  fill: "var(--ink)",
                  fontSize: 12,
                  textAnchor: mark.anchor,
                }}
              />
            )}
          </RechartsLineChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-ink-soft text-xs">
        <span className="flex flex-wrap gap-x-4">
          {series.length > 1 && series.map((one) => <LegendEntry key={one.name} series={one} />)}
        </span>
        <span>{xTitle}</span>
      </figcaption>
    </figure>
  );
}

function drawSeries({ name, look, points }: ChartSeries) {
  const isLine = look === "line";
  return (
    <Line
      key={name}
      data={[...points]}
      dataKey="y"
      type="linear"
      isAnimationActive={false}
      connectNulls={false}
      stroke={isLine ? "var(--chart-1)" : "none"}
      strokeWidth={2}
      dot={
        isLine
          ? { r: points.length > 40 ? 0 : 2.5, fill: "var(--chart-1)", strokeWidth: 0 }
          : { r: 2, fill: "var(--chart-2)", fillOpacity: 0.4, strokeWidth: 0 }
      }
      activeDot={false}
    />
  );
}

function LegendEntry({ series: { name, look } }: { readonly series: ChartSeries }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {look === "line" ? (
        <span aria-hidden className="h-0.5 w-4 rounded bg-chart-1" />
      ) : (
        <span aria-hidden className="size-1.5 rounded-full bg-chart-2/60" />
      )}
      {name}
    </span>
  );
}

const span = (ticks: readonly number[]): [number, number] => [ticks[0] ?? 0, ticks.at(-1) ?? 1];
