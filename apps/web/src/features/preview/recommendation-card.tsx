"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Boxes, PackageOpen } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { Select } from "@/components/ui/select";
import { StateMessage } from "@/components/ui/state-message";
import type { ModelVersion } from "@/features/models/alias-badges";
import { versionName } from "@/features/models/version-name";
import { classNames } from "@/lib/class-names";
import { newRunHref } from "@/lib/routes";
import type { RouterOutputs } from "@/trpc/router";
import type { RecommendedItem } from "./compare-lists";
import { ListSkeleton } from "./preview-skeleton";
import { RecommendationList } from "./recommendation-list";

export interface RecommendationCardProps {
  readonly side: "left" | "right";
  readonly datasetId: string;
  readonly version: ModelVersion | null;
  readonly versions: readonly ModelVersion[];
  readonly query: UseQueryResult<RouterOutputs["recommend"], unknown>;
  readonly others: readonly RecommendedItem[] | undefined;
  /** The item that the pointer is on, in either list. */
  readonly pointed: string | null;
  readonly onPoint: (itemId: string | null) => void;
  readonly onVersion: (modelVersionId: string) => void;
}

export function RecommendationCard(props: RecommendationCardProps) {
  const { side, datasetId, version, versions, query, others, pointed, onPoint, onVersion } = props;
  if (!version) return <NoVersion datasetId={datasetId} hasOther={versions.length > 0} />;
  return (
    <Card aria-label={side === "left" ? "First version" : "Second version"}>
      <header className="px-5 pt-4 pb-3">
        <h2 className="sr-only">{versionName(version)}</h2>
        <Select
          aria-label={side === "left" ? "First version" : "Second version"}
          value={version.id}
          onChange={({ target }) => onVersion(target.value)}
        >
          {versions.map((option) => (
            <option key={option.id} value={option.id}>
              {[versionName(option), ...option.aliases].join(" · ")}
            </option>
          ))}
        </Select>
      </header>
      <div className={classNames("px-5 pb-4 transition-opacity", query.isPlaceholderData && "opacity-50")}>
        <QueryView query={query} what="the recommendations" skeleton={<ListSkeleton />} compact>
          {({ items }) =>
            items.length === 0 ? (
              <StateMessage icon={PackageOpen} title="Nothing to recommend" compact>
                The user has seen the whole catalogue.
              </StateMessage>
            ) : (
              <RecommendationList items={items} others={others} pointed={pointed} onPoint={onPoint} />
            )
          }
        </QueryView>
      </div>
    </Card>
  );
}

function NoVersion({ datasetId, hasOther }: { readonly datasetId: string; readonly hasOther: boolean }) {
  return (
    <Card>
      <StateMessage
        icon={Boxes}
        compact
        title={hasOther ? "There is no second version" : "No version yet"}
        actions={
          <Button asChild>
            <Link href={newRunHref({ datasetId })}>Start a run</Link>
          </Button>
        }
      >
        {hasOther
          ? "Train another model to see the two side by side."
          : "Train a model to see what it recommends."}
      </StateMessage>
    </Card>
  );
}
