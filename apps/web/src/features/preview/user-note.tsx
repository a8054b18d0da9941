"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { formatPlural } from "@/lib/format";
import { useTRPC } from "@/trpc/provider";
import { describeAttributes } from "./describe-attributes";

/** Who it is, as far as the data set says. */
export function UserNote({ datasetId, userId }: { readonly datasetId: string; readonly userId: string }) {
  const trpc = useTRPC();
  // Ids that begin with the search come first, the shortest of them foremost: the user's own.
  const search = { datasetId, search: userId, limit: 1 };
  const { data } = useQuery(trpc.datasets.users.queryOptions(search, { placeholderData: keepPreviousData }));
  const user = data?.find((found) => found.userId === userId);
  if (!user) return <p />;
  const facts = [formatPlural(user.numInteractions, "interaction"), describeAttributes(user.attributes)];
  return (
    <p>
      <strong className="font-semibold text-ink">{userId}</strong> · {facts.filter(Boolean).join(" · ")}
    </p>
  );
}
