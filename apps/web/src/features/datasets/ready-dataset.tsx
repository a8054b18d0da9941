import { Stat } from "@/components/ui/stat";
import { DatasetRuns } from "@/features/runs/dataset-runs";
import { formatCount, formatPercent, formatPlural, formatScore } from "@/lib/format";
import { type Dataset, sparsity } from "./dataset";
import { RejectedRows } from "./rejected-rows";

export function ReadyDataset({ dataset }: { readonly dataset: Dataset }) {
  const { numUsers, numItems, numInteractions, numRowsRead, minValue, maxValue, hasTimestamps } = dataset;
  const share = sparsity(dataset);
  const perUser = numUsers === 0 ? null : numInteractions / numUsers;
  const range =
    minValue === null || maxValue === null
      ? "no values"
      : minValue === maxValue
        ? `every value is ${formatScore(minValue)}`
        : `values ${formatScore(minValue)} to ${formatScore(maxValue)}`;
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="Users"
          value={formatCount(numUsers)}
          note={perUser === null ? undefined : `${perUser.toFixed(1)} interactions each`}
        />
        <Stat label="Items" value={formatCount(numItems)} />
        <Stat
          label="Interactions"
          value={formatCount(numInteractions)}
          note={`${range}, ${hasTimestamps ? "with times" : "without times"}`}
        />
        <Stat
          label="Sparsity"
          value={share === null ? "–" : formatPercent(share)}
          note={`from ${formatPlural(numRowsRead, "row")} read`}
        />
      </dl>
      <RejectedRows dataset={dataset} />
      <DatasetRuns datasetId={dataset.id} />
    </div>
  );
}
