import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { type RunStatus, runStatuses, statusView } from "./run-status";

export interface RunsFilterProps {
  readonly status: RunStatus | null;
  readonly search: string;
  readonly onStatus: (status: RunStatus | null) => void;
  readonly onSearch: (search: string) => void;
}

export function RunsFilter({ status, search, onStatus, onSearch }: RunsFilterProps) {
  return (
    <search className="mb-4 flex flex-wrap gap-3" aria-label="Filter the runs">
      <SearchField label="Search model or data set" value={search} onChange={onSearch} />
      <Select
        className="max-w-44"
        aria-label="Status"
        value={status ?? ""}
        onChange={({ target }) => onStatus(runStatuses.find((known) => known === target.value) ?? null)}
      >
        <option value="">Any status</option>
        {runStatuses.map((name) => (
          <option key={name} value={name}>
            {statusView({ status: name, cancelRequested: false }).label}
          </option>
        ))}
      </Select>
    </search>
  );
}
