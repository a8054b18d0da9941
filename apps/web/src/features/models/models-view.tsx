"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { Card, CardHeader } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/provider";
import { groupVersions } from "./group-versions";
import { VersionsTable } from "./versions-table/data-table";
import { NoVersionFound, NoVersions } from "./versions-table/empty-states";
import { VersionsTableSkeleton } from "./versions-table/skeleton";

export function ModelsView() {
  const trpc = useTRPC();
  const [{ dataset, sort }, setState] = useQueryStates({ dataset: parseAsString, sort: parseAsString });
  const query = useQuery(trpc.models.versions.queryOptions({}));
  const datasets = [...new Map(query.data?.map(({ datasetId, datasetName }) => [datasetId, datasetName]))];
  const onSort = (metric: string | null) => void setState({ sort: metric });
  return (
    <>
      {(datasets.length > 1 || dataset !== null) && (
        <Select
          className="mb-4 max-w-60"
          aria-label="Data set"
          value={dataset ?? ""}
          onChange={({ target }) => void setState({ dataset: target.value || null })}
        >
          <option value="">All data sets</option>
          {datasets.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <QueryView
        query={query}
        what="the model versions"
        skeleton={
          <Card>
            <VersionsTableSkeleton />
          </Card>
        }
      >
        {(versions) => {
          const groups = groupVersions(versions, { datasetId: dataset, sort });
          if (groups.length === 0) {
            return (
              <Card>
                {versions.length === 0 ? (
                  <NoVersions />
                ) : (
                  <NoVersionFound onClear={() => void setState({ dataset: null })} />
                )}
              </Card>
            );
          }
          return (
            <div className="flex flex-col gap-6">
              {groups.length > 1 && (
                <p className="text-ink-soft text-sm">
                  Each table holds versions measured under one protocol. Numbers of different tables must not
                  be compared.
                </p>
              )}
              {groups.map((group) => (
                <Card key={group.key}>
                  <CardHeader
                    title={`${group.datasetName}, ${group.task}`}
                    description={
                      <>
                        Protocol <code className="font-mono text-xs">{group.protocolHash.slice(0, 12)}</code>
                      </>
                    }
                  />
                  <VersionsTable group={group} sort={sort} onSort={onSort} />
                </Card>
              ))}
            </div>
          );
        }}
      </QueryView>
    </>
  );
}
