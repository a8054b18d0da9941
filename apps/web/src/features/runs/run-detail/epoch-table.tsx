import { ChevronRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { metricTitle } from "@/features/metrics/metric-name";
import { MetricValue } from "@/features/metrics/metric-table";
import { formatCompact, formatPlural, formatScore } from "@/lib/format";
import { bestEpoch, type EpochRow } from "./epoch-rows";
import { validationMetrics } from "./prepare-metric-chart";

/** The curves as numbers, folded away until they are wanted. */
export function EpochTable({ rows }: { readonly rows: readonly EpochRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Card>
      <details className="group">
        <summary className="flex list-none items-center gap-2 rounded-xl px-5 py-3.5 font-semibold text-base">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          {formatPlural(rows.length, "epoch")} in numbers
        </summary>
        <DataTable
          label="Epochs"
          columns={epochColumns(rows)}
          rows={rows}
          rowKey={({ epoch }) => String(epoch)}
        />
      </details>
    </Card>
  );
}

function epochColumns(rows: readonly EpochRow[]): readonly Column<EpochRow>[] {
  const best = bestEpoch(rows);
  return [
    {
      id: "epoch",
      title: "Epoch",
      cell: ({ epoch }) => (
        <span className="inline-flex items-center gap-2 tabular-nums">
          {epoch}
          {epoch === best && <Badge tone="primary">best</Badge>}
        </span>
      ),
    },
    {
      id: "loss",
      title: "Loss",
      numeric: true,
      cell: ({ loss }) => (loss === null ? "–" : formatScore(loss)),
    },
    {
      id: "speed",
      title: "Samples/s",
      numeric: true,
      cell: ({ samplesPerSecond }) => (samplesPerSecond === null ? "–" : formatCompact(samplesPerSecond)),
    },
    ...validationMetrics(rows).map((key) => ({
      id: key,
      title: metricTitle(key),
      numeric: true,
      cell: ({ metrics }: EpochRow) => <MetricValue value={metrics?.[key] ?? null} />,
    })),
  ];
}
