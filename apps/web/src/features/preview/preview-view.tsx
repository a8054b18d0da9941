"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { Card } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { NoDatasets } from "@/features/datasets/datasets-table/empty-states";
import { useTRPC } from "@/trpc/provider";
import { choosePreview } from "./choose-preview";
import { Comparison } from "./comparison";
import { PreviewControls } from "./preview-controls";
import { PreviewSkeleton } from "./preview-skeleton";
import { listLengths, previewParsers } from "./preview-state";
import { useFirstUser } from "./use-first-user";

export function PreviewView() {
  const trpc = useTRPC();
  const [wanted, setWanted] = useQueryStates(previewParsers, { history: "push" });
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const versions = useQuery(trpc.models.versions.queryOptions({}));
  const choice =
    datasets.data && versions.data ? choosePreview(wanted, datasets.data, versions.data) : undefined;
  const firstUser = useFirstUser(wanted.user === null ? choice?.dataset.id : undefined);
  const userId = wanted.user ?? firstUser;
  const k = listLengths.find((length) => length === wanted.k) ?? 10;
  return (
    <QueryView query={datasets} what="the data sets" skeleton={<PreviewSkeleton />}>
      {() => (
        <QueryView query={versions} what="the model versions" skeleton={<PreviewSkeleton />}>
          {() =>
            choice ? (
              <>
                <PreviewControls
                  choice={choice}
                  userId={userId}
                  k={k}
                  onDataset={(dataset) => void setWanted({ dataset, user: null, left: null, right: null })}
                  onUser={(user) => void setWanted({ user, dataset: choice.dataset.id })}
                  onLength={(length) => void setWanted({ k: length })}
                />
                {userId === undefined ? (
                  <PreviewSkeleton />
                ) : (
                  <Comparison
                    choice={choice}
                    userId={userId}
                    k={k}
                    onLeft={(left) => void setWanted({ left, dataset: choice.dataset.id })}
                    onRight={(right) => void setWanted({ right, dataset: choice.dataset.id })}
                  />
                )}
              </>
            ) : (
              <Card>
                <NoDatasets />
              </Card>
            )
          }
        </QueryView>
      )}
    </QueryView>
  );
}
