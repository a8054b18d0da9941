"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { Card, CardHeader } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { groupVersions } from "./group-versions";
import { ModelsFilter } from "./models-filter";
import { VersionsTable } from "./versions-table/data-table";
import { NoVersionFound, NoVersions } from "./versions-table/empty-states";
import { VersionsTableSkeleton } from "./versions-table/skeleton";

export function ModelsView() {
  const trpc = useTRPC();
  const [{ dataset, sort, k }, setState] = useQueryStates({
    dataset: parseAsString,
    sort: parseAsString,
    k: parseAsInteger,
  });
  const query = useQuery(trpc.models.versions.queryOptions({}));
  const onSort = (metric: string | null) => void setState({ sort: metric });
  return (
    <>
      <ModelsFilter
        versions={query.data ?? []}
        datasetId={dataset}
        k={k}
        onDataset={(id) => void setState({ dataset: id })}
        onLength={(length) => void setState({ k: length, sort: null })}
      />
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
          const groups = groupVersions(versions, { datasetId: dataset, sort, k });
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
