"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ModelVersion } from "@/features/models/alias-badges";
import { useTRPC } from "@/trpc/provider";
import type { PreviewChoice } from "./choose-preview";
import { HistoryCard } from "./history-card";
import { OverlapNote } from "./overlap-note";
import { RecommendationCard } from "./recommendation-card";
import { UserNote } from "./user-note";

export interface ComparisonProps {
  readonly choice: PreviewChoice;
  readonly userId: string;
  readonly k: number;
  readonly onLeft: (modelVersionId: string) => void;
  readonly onRight: (modelVersionId: string) => void;
}

/** A user's history, and beside it what two versions would recommend. */
export function Comparison({ choice, userId, k, onLeft, onRight }: ComparisonProps) {
  const trpc = useTRPC();
  const [pointed, point] = useState<string | null>(null);
  const ask = (version: ModelVersion | null) =>
    trpc.recommend.queryOptions(
      version
        ? { dataset: choice.dataset.name, userId, k, model: { modelVersionId: version.id } }
        : skipToken,
      { placeholderData: keepPreviousData },
    );
  const left = useQuery(ask(choice.left));
  const right = useQuery(ask(choice.right));
  const shared = { versions: choice.versions, datasetId: choice.dataset.id, pointed, onPoint: point };
  return (
    <>
      <div className="mb-4 flex min-h-5 flex-wrap justify-between gap-x-6 gap-y-1 text-ink-soft text-sm">
        <UserNote datasetId={choice.dataset.id} userId={userId} />
        <OverlapNote left={left.data?.items} right={right.data?.items} />
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-3">
        <HistoryCard datasetId={choice.dataset.id} userId={userId} />
        <RecommendationCard
          side="left"
          version={choice.left}
          query={left}
          others={right.data?.items}
          onVersion={onLeft}
          {...shared}
        />
        <RecommendationCard
          side="right"
          version={choice.right}
          query={right}
          others={left.data?.items}
          onVersion={onRight}
          {...shared}
        />
      </div>
    </>
  );
}
