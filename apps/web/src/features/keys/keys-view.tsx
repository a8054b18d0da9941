"use client";

import { useQuery } from "@tanstack/react-query";
import { Card } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { CreateKey } from "./create-key";
import { KeysTable } from "./keys-table/data-table";
import { NoKeys } from "./keys-table/empty-states";
import { KeysTableSkeleton } from "./keys-table/skeleton";

export function KeysView() {
  const trpc = useTRPC();
  const query = useQuery(trpc.apiKeys.list.queryOptions());
  return (
    <>
      <CreateKey />
      <Card>
        <QueryView query={query} what="the API keys" skeleton={<KeysTableSkeleton />}>
          {(keys) => (keys.length === 0 ? <NoKeys /> : <KeysTable keys={keys} />)}
        </QueryView>
      </Card>
    </>
  );
}
