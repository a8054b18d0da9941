import { Card, CardHeader } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { formatBytes, formatCount, formatPlural } from "@/lib/format";
import { type Dataset, importFraction } from "./dataset";

/** Lives as long as the import does: the page asks every second. */
export function ImportProgress({ dataset }: { readonly dataset: Dataset }) {
  const { numRowsRead, numRowsRejected, bytesRead, bytesTotal } = dataset;
  const fraction = importFraction(dataset);
  const reading = fraction === null || fraction < 1;
  return (
    <Card>
      <CardHeader
        title={reading ? "Reading rows" : "Storing and indexing"}
        description="This goes on without this page: leave and come back as you like."
      />
      <div className="flex flex-col gap-3 px-5 pb-5">
        <Progress label={`Import of ${dataset.name}`} fraction={fraction} />
        <p className="flex flex-wrap justify-between gap-x-6 text-ink-soft text-sm tabular-nums">
          <span>{formatCount(numRowsRead)} rows read</span>
          {numRowsRejected > 0 && (
            <span className="text-caution">{formatPlural(numRowsRejected, "row")} set aside</span>
          )}
          {bytesTotal !== null && (
            <span>
              {formatBytes(bytesRead)} of {formatBytes(bytesTotal)}
            </span>
          )}
        </p>
      </div>
    </Card>
  );
}
