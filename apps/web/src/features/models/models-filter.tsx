import { Select } from "@/components/ui/select";
import type { ModelVersion } from "./alias-badges";
import { listLengths } from "./group-versions";

export interface ModelsFilterProps {
  readonly versions: readonly ModelVersion[];
  readonly datasetId: string | null;
  readonly k: number | null;
  readonly onDataset: (datasetId: string | null) => void;
  readonly onLength: (k: number) => void;
}

/** Shows only what there is a choice of. */
export function ModelsFilter({ versions, datasetId, k, onDataset, onLength }: ModelsFilterProps) {
  const datasets = [...new Map(versions.map((version) => [version.datasetId, version.datasetName]))];
  const lengths = listLengths(versions);
  const choosesDataset = datasets.length > 1 || datasetId !== null;
  const choosesLength = lengths.length > 1;
  if (!choosesDataset && !choosesLength) return null;
  return (
    <search className="mb-4 flex flex-wrap gap-3" aria-label="Filter the versions">
      {choosesDataset && (
        <Select
          className="max-w-60"
          aria-label="Data set"
          value={datasetId ?? ""}
          onChange={({ target }) => onDataset(target.value || null)}
        >
          <option value="">All data sets</option>
          {datasets.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {choosesLength && (
        <Select
          className="max-w-44"
          aria-label="List length"
          value={lengths.find((length) => length === k) ?? lengths[0]}
          onChange={({ target }) => onLength(Number(target.value))}
        >
          {lengths.map((length) => (
            <option key={length} value={length}>
              Lists of {length}
            </option>
          ))}
        </Select>
      )}
    </search>
  );
}
