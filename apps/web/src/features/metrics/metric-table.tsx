import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { formatMetric } from "@/lib/format";
import { metricGrid } from "./metric-grid";

export interface MetricTableProps {
  readonly label: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** All metrics of one model: list lengths down, measures across. */
export function MetricTable({ label, metrics }: MetricTableProps) {
  const { plain, measures, rows } = metricGrid(metrics);
  return (
    <>
      {plain.length > 0 && (
        <dl className="flex flex-wrap gap-x-10 gap-y-3 px-5 pb-5">
          {plain.map(({ title, value }) => (
            <div key={title}>
              <dt className="text-ink-soft text-sm">{title}</dt>
              <dd className="font-display text-2xl tabular-nums">{formatMetric(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {rows.length > 0 && (
        <Table label={label}>
          <thead>
            <tr>
              <HeadCell>List length</HeadCell>
              {measures.map((title) => (
                <HeadCell key={title} numeric>
                  {title}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ k, values }) => (
              <Row key={k}>
                <Cell>{k}</Cell>
                {measures.map((title, column) => (
                  <Cell key={title} numeric>
                    <MetricValue value={values[column] ?? null} />
                  </Cell>
                ))}
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

/** A metric, or a dash where it was not taken: never a zero. */
export function MetricValue({
  value,
  best = false,
}: {
  readonly value: number | null;
  readonly best?: boolean;
}) {
  if (value === null) return <span className="text-ink-soft">–</span>;
  return best ? (
    <strong className="font-semibold text-primary">
      {formatMetric(value)}
      <span className="sr-only"> (best)</span>
    </strong>
  ) : (
    formatMetric(value)
  );
}
